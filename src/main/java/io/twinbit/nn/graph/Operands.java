package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node's operands, by position, for the rules.
 *
 * @param constants content by tensor index: the network's, and what {@link ConstantFolding} found
 */
record Operands(Graph graph, int number, Map<Integer, Constant> constants) {
    Node node() {
        return graph.nodes().get(number);
    }

    int inputs() {
        return node().inputs().size();
    }

    boolean hasInput(int i) {
        return i < inputs() && node().inputs().get(i) != Node.ABSENT;
    }

    TensorSpec input(int i) {
        return graph.tensor(node().inputs().get(i));
    }

    TensorSpec output() {
        return output(0);
    }

    TensorSpec output(int o) {
        return graph.tensor(node().outputs().get(o));
    }

    int outputs() {
        return node().outputs().size();
    }

    Shape in(int i) {
        return input(i).shape();
    }

    Shape out() {
        return output().shape();
    }

    Shape out(int o) {
        return output(o).shape();
    }

    /** Content of input {@code i}; null if it is absent or depends on data. */
    @Nullable Constant constant(int i) {
        return hasInput(i) ? constants.get(node().inputs().get(i)) : null;
    }

    /** Content of a constant int32 or int64 operand; null if it is not one. */
    long @Nullable [] integers(int i) {
        Constant content = constant(i);
        if (content == null) {
            return null;
        }
        ElementType type = input(i).type();
        if (type != ElementType.INT32 && type != ElementType.INT64) {
            return null;
        }
        long[] integers = new long[content.sizeBytes() / type.bytes()];
        for (int e = 0; e < integers.length; e++) {
            integers[e] = type == ElementType.INT32 ? content.int32(e) : content.int64(e);
        }
        return integers;
    }
}
