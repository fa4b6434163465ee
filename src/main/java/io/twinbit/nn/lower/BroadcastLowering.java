package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.tensor.Quantization;
import java.util.List;

/** Operators on pairs of elements, with broadcasting. */
final class BroadcastLowering {
    /** Bits of fraction in which ADD sums. */
    private static final int LEFT_SHIFT = 20;

    private BroadcastLowering() {}

    static List<Step> lower(NodeContext node, BroadcastOp operator) {
        return switch (operator) {
            case BroadcastOp.Add op -> List.of(add(node, op));
            case BroadcastOp.Mul op -> List.of(mul(node, op));
            case BroadcastOp.Sub _, BroadcastOp.Div _, BroadcastOp.SquaredDifference _, BroadcastOp.Maximum _,
                    BroadcastOp.Minimum _, BroadcastOp.Prelu _, BroadcastOp.Compare _, BroadcastOp.SelectV2 _,
                    BroadcastOp.AddN _ -> throw node.refuse("not supported");
        };
    }

    /**
     * Both operands to a common scale with {@value LEFT_SHIFT} bits of fraction, then their sum to the output ({@code
     * add_common.cc}).
     */
    static Step add(NodeContext node, BroadcastOp.Add op) {
        node.requireInt8(2);
        Quantization a = node.inputQuantization(0);
        Quantization b = node.inputQuantization(1);
        Quantization out = node.outputQuantization();
        double twiceMax = 2 * (double) Math.max(a.scale(), b.scale());
        return new BroadcastStep.Add(
                node.operand(0),
                node.operand(1),
                BroadcastMerge.of(node.in(0), node.in(1), node.out()),
                LEFT_SHIFT,
                a.zeroPoint(),
                belowOne(node, a.scale() / twiceMax),
                b.zeroPoint(),
                belowOne(node, b.scale() / twiceMax),
                OutputStage.of(
                        node.rounding(),
                        belowOne(node, twiceMax / ((1 << LEFT_SHIFT) * (double) out.scale())),
                        out.zeroPoint(),
                        Bounds.of(node, op.activation())),
                node.target());
    }

    private static Multiplier belowOne(NodeContext node, double real) {
        Multiplier factor = node.multiplier(real);
        if (real >= 1 || factor.shift() > 0) {
            throw node.refuse("the scales give a factor of " + real + ", below 1 expected");
        }
        return factor;
    }

    static Step mul(NodeContext node, BroadcastOp.Mul op) {
        node.requireInt8(2);
        Quantization a = node.inputQuantization(0);
        Quantization b = node.inputQuantization(1);
        Quantization out = node.outputQuantization();
        return new BroadcastStep.Mul(
                node.operand(0),
                node.operand(1),
                BroadcastMerge.of(node.in(0), node.in(1), node.out()),
                a.zeroPoint(),
                b.zeroPoint(),
                OutputStage.of(
                        node.rounding(),
                        node.multiplier((double) a.scale() * b.scale() / out.scale()),
                        out.zeroPoint(),
                        Bounds.of(node, op.activation())),
                node.target());
    }
}
