package io.twinbit.golden;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.ElementType;
import java.util.stream.IntStream;

/**
 * What must run: networks of the operators that {@link Op} has, int8 from end to end, with int8 weights and int32 biases,
 * and float32 only into QUANTIZE and out of DEQUANTIZE. A case inside is never skipped.
 */
final class Scope {
    private final Graph graph;

    private Scope(Graph graph) {
        this.graph = graph;
    }

    static boolean contains(Graph graph) {
        Scope scope = new Scope(graph);
        return graph.nodes().stream().allMatch(scope::isComputed)
                && IntStream.range(0, graph.tensors().size()).allMatch(scope::isInt8);
    }

    private boolean isComputed(Node node) {
        return !(node.op() instanceof Op.Unsupported);
    }

    private boolean isInt8(int tensor) {
        ElementType type = graph.tensor(tensor).type();
        Constant content = graph.constant(tensor);
        return switch (type) {
            case INT8 -> true;
            case INT32 -> content != null;
            case FLOAT32 -> graph.nodes().stream().allMatch(node -> isEnd(node, tensor));
            case INT4, UINT8, BOOL, INT16, FLOAT16, INT64, FLOAT64 -> false;
        };
    }

    /** Whether a float32 tensor is at an end of the int8 part, as far as this node tells. */
    private static boolean isEnd(Node node, int tensor) {
        return switch (node.op()) {
            case Op.Quantize _ -> !node.outputs().contains(tensor);
            case Op.Dequantize _ -> !node.inputs().contains(tensor);
            default -> !node.inputs().contains(tensor) && !node.outputs().contains(tensor);
        };
    }
}
