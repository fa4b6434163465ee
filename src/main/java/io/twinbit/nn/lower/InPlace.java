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
import io.twinbit.nn.tensor.TensorSpec;
import java.util.List;

/**
 * Which operators may write over an input: those that read element i of it for the last time before they write element i
 * of the output, which has the same place.
 */
final class InPlace {
    private InPlace() {}

    /** The inputs of a node that have the output's size and may be overwritten, if nobody else needs them. */
    static List<Integer> inputs(Graph graph, Node node) {
        return node.inputs().stream()
                .limit(operands(node.op()))
                .filter(input -> input != Node.ABSENT && isLike(graph.tensor(input), graph.tensor(node.outputs().getFirst())))
                .toList();
    }

    /** Not one that is repeated along a dimension. */
    private static boolean isLike(TensorSpec input, TensorSpec output) {
        return input.shape().elements() == output.shape().elements()
                && input.type().bytesOf(1) == output.type().bytesOf(1);
    }

    /** How many inputs, from the first on, are read like that. */
    private static int operands(Op op) {
        return switch (op) {
            case ElementwiseOp _ -> 1;
            case BroadcastOp.Add _, BroadcastOp.Sub _, BroadcastOp.Mul _, BroadcastOp.Div _,
                    BroadcastOp.SquaredDifference _, BroadcastOp.Maximum _, BroadcastOp.Minimum _,
                    BroadcastOp.Prelu _, BroadcastOp.Compare _ -> 2;
            case BroadcastOp.SelectV2 _, BroadcastOp.AddN _, MatrixOp _, WindowOp _, ReductionOp _, LayoutOp _,
                    RecurrentOp _, Op.Unsupported _ -> 0;
        };
    }
}
