package io.twinbit.nn.lower;

import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.RecurrentOp;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.graph.WindowOp;
import io.twinbit.nn.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How heavy a network is.
 *
 * @param weightsBytes of all weights, each tensor once
 * @param macs multiplications of a weight with an input in one inference, padding included
 */
record Workload(long weightsBytes, long macs) {
    static Workload of(Graph graph) {
        Set<Integer> weights = new HashSet<>();
        long macs = 0;
        for (Node node : graph.nodes()) {
            macs += macs(graph, node);
            if (node.op() instanceof MatrixOp) {
                node.inputs().stream().filter(input -> isWeights(graph, input)).forEach(weights::add);
            }
            for (int i : recurrentWeights(node.op())) {
                Shape input = graph.tensor(node.inputs().getFirst()).shape();
                weights.add(node.inputs().get(i));
                macs += (long) input.elements() / input.last(0)
                        * graph.tensor(node.inputs().get(i)).shape().elements();
            }
        }
        return new Workload(weights.stream().mapToLong(t -> graph.tensor(t).bytes()).sum(), macs);
    }

    /** Operands whose every weight is multiplied once in each row of the input. */
    private static List<Integer> recurrentWeights(Op op) {
        return switch (op) {
            case RecurrentOp.Svdf _ -> List.of(RecurrentOp.Svdf.FEATURE_WEIGHTS, RecurrentOp.Svdf.TIME_WEIGHTS);
            case RecurrentOp.UnidirectionalSequenceLstm _ -> Arrays.stream(RecurrentOp.Gate.values())
                    .flatMap(gate -> Stream.of(gate.inputWeights(), gate.recurrentWeights()))
                    .toList();
            case MatrixOp _, WindowOp _, BroadcastOp _, ElementwiseOp _, ReductionOp _, LayoutOp _,
                    Op.Unsupported _ -> List.of();
        };
    }

    /** Constants other than biases and shapes, which are integers of more bits. */
    private static boolean isWeights(Graph graph, int input) {
        if (graph.constant(input) == null) {
            return false;
        }
        return switch (graph.tensor(input).type()) {
            case INT4, INT8, INT16 -> graph.tensor(input).shape().rank() > 1;
            case UINT8, BOOL, FLOAT16, INT32, FLOAT32, INT64, FLOAT64 -> false;
        };
    }

    private static long macs(Graph graph, Node node) {
        return switch (node.op()) {
            case MatrixOp.Conv2d _, MatrixOp.FullyConnected _ -> out(graph, node).elements() * taps(graph, node, 0);
            case MatrixOp.DepthwiseConv2d _ -> out(graph, node).elements() * taps(graph, node, 3);
            case MatrixOp.TransposeConv _ -> in(graph, node, 2).elements() * taps(graph, node, 3);
            case MatrixOp.BatchMatmul op -> (long) out(graph, node).elements()
                    * in(graph, node, 0).last(op.adjointLeft() ? 1 : 0);
            case WindowOp _, BroadcastOp _, ElementwiseOp _, ReductionOp _, LayoutOp _, RecurrentOp _,
                    Op.Unsupported _ -> 0;
        };
    }

    /** Weights for each index of dimension {@code axis}. */
    private static long taps(Graph graph, Node node, int axis) {
        Shape weights = in(graph, node, 1);
        return weights.elements() / weights.dim(axis);
    }

    private static Shape in(Graph graph, Node node, int i) {
        return graph.tensor(node.inputs().get(i)).shape();
    }

    private static Shape out(Graph graph, Node node) {
        return graph.tensor(node.outputs().getFirst()).shape();
    }
}
