package io.twinbit.nn.lower;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.tensor.Shape;
import java.util.HashSet;
import java.util.Set;

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
            int outChannelAxis = switch (node.op()) {
                case Op.Conv2d _, Op.FullyConnected _ -> 0;
                case Op.DepthwiseConv2d _ -> 3;
                case Op.AveragePool2d _, Op.MaxPool2d _, Op.Add _, Op.Mul _, Op.Softmax _, Op.Reshape _, Op.Pad _,
                        Op.Mean _, Op.Relu _, Op.Relu6 _, Op.Logistic _, Op.Concatenation _, Op.Quantize _,
                        Op.Dequantize _, Op.Unsupported _ -> -1;
            };
            if (outChannelAxis >= 0) {
                Shape shape = graph.tensor(node.inputs().get(1)).shape();
                weights.add(node.inputs().get(1));
                macs += (long) graph.tensor(node.outputs().getFirst()).shape().elements() * shape.elements()
                        / shape.dim(outChannelAxis);
            }
        }
        return new Workload(weights.stream().mapToLong(t -> graph.tensor(t).bytes()).sum(), macs);
    }
}
