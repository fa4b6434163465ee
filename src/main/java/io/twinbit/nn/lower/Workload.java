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
            int outChannelAxis = outChannelAxis(node.op());
            if (outChannelAxis >= 0) {
                Shape shape = graph.tensor(node.inputs().get(1)).shape();
                weights.add(node.inputs().get(1));
                macs += (long) graph.tensor(node.outputs().getFirst()).shape().elements() * shape.elements()
                        / shape.dim(outChannelAxis);
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

    /** Of the weights; -1 where there are none, or where {@link #recurrentWeights} names them. */
    private static int outChannelAxis(Op op) {
        return switch (op) {
            case MatrixOp.Conv2d _, MatrixOp.FullyConnected _, MatrixOp.TransposeConv _ -> 0;
            case MatrixOp.DepthwiseConv2d _ -> 3;
            case MatrixOp.BatchMatmul _, WindowOp _, BroadcastOp _, ElementwiseOp _, ReductionOp _, LayoutOp _,
                    RecurrentOp _, Op.Unsupported _ -> -1;
        };
    }
}
