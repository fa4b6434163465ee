package io.twinbit.nn.lower;

import io.twinbit.nn.device.Arithmetic;
import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.RecurrentOp;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.graph.WindowOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.List;
import java.util.stream.Stream;

/** Which quirks a network meets: it has an operator whose result they change, or leave undefined. */
public final class QuirkScope {
    private static final int WEIGHTS = 1;

    /** So many int8 values can be summed in int16. */
    private static final int CELLS_OF_INT16_SUM = 256;

    private QuirkScope() {}

    /** Those of a target's quirks that the network meets. */
    public static List<Quirk> met(Graph graph, Arithmetic arithmetic) {
        return Stream.of(Quirk.values())
                .filter(arithmetic::has)
                .filter(quirk -> graph.nodes().stream().anyMatch(node -> meets(graph, node, quirk)))
                .toList();
    }

    static boolean meets(Graph graph, Node node, Quirk quirk) {
        Op op = node.op();
        return switch (quirk) {
            case FULLY_CONNECTED_HALF_UP -> op instanceof MatrixOp.FullyConnected;
            case SEVEN_DIGIT_FLOATS -> is(graph, node, ElementType.INT8)
                    && (op instanceof MatrixOp.Conv2d
                            || op instanceof MatrixOp.DepthwiseConv2d
                            || op instanceof MatrixOp.FullyConnected);
            case SOFTMAX_TRUNCATES -> op instanceof ReductionOp.Softmax && is(graph, node, ElementType.INT8);
            case SOFTMAX_INT16_WRAPS -> op instanceof ReductionOp.Softmax && is(graph, node, ElementType.INT16);
            case AVERAGE_POOL_SUMS_IN_INT16 -> op instanceof WindowOp.AveragePool2d pool
                    && is(graph, node, ElementType.INT8)
                    && input(graph, node, 0).shape().last(0) % 4 != 0
                    && pool.windowH() * (long) pool.windowW() > CELLS_OF_INT16_SUM;
            case SVDF_STATE_WRAPS -> op instanceof RecurrentOp.Svdf
                    && input(graph, node, RecurrentOp.Svdf.STATE).type() == ElementType.INT8;
            case LSTM_FORGETS -> op instanceof RecurrentOp.UnidirectionalSequenceLstm;
            case CONV_1_X_N_READS_PAST_ROW -> op instanceof MatrixOp.Conv2d conv
                    && input(graph, node, WEIGHTS).type() == ElementType.INT8
                    && OneByN.of(graph, node, conv).map(OneByN::isUndefined).orElse(false);
            case FULLY_CONNECTED_PER_CHANNEL_BROKEN -> op instanceof MatrixOp.FullyConnected
                    && input(graph, node, WEIGHTS).quantization().isPerChannel()
                    && input(graph, node, WEIGHTS).shape().dim(0) % 8 != 0;
        };
    }

    private static TensorSpec input(Graph graph, Node node, int i) {
        return graph.tensor(node.inputs().get(i));
    }

    private static boolean is(Graph graph, Node node, ElementType type) {
        return input(graph, node, 0).type() == type;
    }
}
