package io.twinbit.nn.lower;

import io.twinbit.nn.graph.RecurrentOp;
import java.util.List;

/** Operators with variable tensors. */
final class RecurrentLowering {
    private RecurrentLowering() {}

    static List<Step> lower(NodeContext node, RecurrentOp operator) {
        return switch (operator) {
            case RecurrentOp.Svdf op -> List.of(SvdfLowering.lower(node, op));
            case RecurrentOp.UnidirectionalSequenceLstm op -> List.of(LstmLowering.lower(node, op));
        };
    }
}
