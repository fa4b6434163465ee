package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import org.jspecify.annotations.Nullable;

/** A node's operands, by position, for the rules. */
record Operands(Graph graph, int number) {
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
        return graph.tensor(node().outputs().getFirst());
    }

    Shape in(int i) {
        return input(i).shape();
    }

    Shape out() {
        return output().shape();
    }

    /** Content of a constant int32 or int64 operand; null if it is not one. */
    long @Nullable [] integers(int i) {
        Constant content = graph.constant(node().inputs().get(i));
        ElementType type = input(i).type();
        if (content == null || (type != ElementType.INT32 && type != ElementType.INT64)) {
            return null;
        }
        long[] integers = new long[content.sizeBytes() / type.bytes()];
        for (int e = 0; e < integers.length; e++) {
            integers[e] = type == ElementType.INT32 ? content.int32(e) : content.int64(e);
        }
        return integers;
    }
}
