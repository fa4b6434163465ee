package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import java.util.List;

/** Many elements to one number, or to as many that know of each other. */
final class ReductionLowering {
    /** Bits of fraction in which CUMSUM sums. */
    private static final int CUMSUM_LEFT_SHIFT = 20;

    private static final int MAX_L2_RANK = 4;

    private ReductionLowering() {}

    static List<Step> lower(NodeContext node, ReductionOp operator) {
        return List.of(step(node, operator));
    }

    private static Step step(NodeContext node, ReductionOp operator) {
        return switch (operator) {
            case ReductionOp.Softmax op -> SoftmaxLowering.softmax(node, op);
            case ReductionOp.LogSoftmax _ -> SoftmaxLowering.logSoftmax(node);
            case ReductionOp.L2Normalization op -> l2Normalization(node, op);
            case ReductionOp.Mean op -> SumLowering.mean(node, op.keepDims());
            case ReductionOp.Sum _ -> SumLowering.sum(node);
            case ReductionOp.ReduceMax _ -> extreme(node, true);
            case ReductionOp.ReduceMin _ -> extreme(node, false);
            case ReductionOp.ArgMax _ -> argExtreme(node, true);
            case ReductionOp.ArgMin _ -> argExtreme(node, false);
            case ReductionOp.CumSum op -> cumulativeSum(node, op);
        };
    }

    /** Whatever the output's quantization says, it is in steps of 1/128 ({@code l2normalization.h}). */
    private static Step l2Normalization(NodeContext node, ReductionOp.L2Normalization op) {
        node.requireInt8(1);
        if (op.activation() != Activation.NONE) {
            throw node.refuse("fused activation " + op.activation() + ", none expected");
        }
        if (node.in(0).rank() > MAX_L2_RANK) {
            throw node.refuse("rank " + node.in(0).rank() + ", at most " + MAX_L2_RANK + " is supported");
        }
        int depth = node.in(0).last(0);
        int zeroPoint = node.inputQuantization(0).zeroPoint();
        long farthest = Math.max(Byte.MAX_VALUE - zeroPoint, zeroPoint - Byte.MIN_VALUE);
        if (depth * farthest * farthest > Integer.MAX_VALUE) {
            throw node.refuse("the squares of " + depth + " elements may leave int32");
        }
        return new ReductionStep.L2Normalization(
                node.operand(0), node.in(0).elements() / depth, depth, zeroPoint, node.rounding(), node.target());
    }

    static Reduction reduction(NodeContext node) {
        node.require(node.input(1), ElementType.INT32);
        return Reduction.of(node.in(0), node.input(0).type().bytes(), node.integers(1));
    }

    private static Step extreme(NodeContext node, boolean greatest) {
        node.requireInt8(1);
        node.requireEqualQuantization(0);
        return new ReductionStep.Extreme(node.operand(0), reduction(node), greatest, node.target());
    }

    private static Step argExtreme(NodeContext node, boolean greatest) {
        node.require(node.input(0), ElementType.INT8);
        node.require(node.output(), ElementType.INT32);
        return new ReductionStep.ArgExtreme(node.operand(0), line(node), greatest, node.target());
    }

    private static Line line(NodeContext node) {
        node.require(node.input(1), ElementType.INT32);
        return Line.of(node.in(0), node.integers(1)[0]);
    }

    /** The sum starts with a zero that is quantized as an input ({@code cumsum.h}). */
    private static Step cumulativeSum(NodeContext node, ReductionOp.CumSum op) {
        node.requireInt8(1);
        Quantization in = node.inputQuantization(0);
        Quantization out = node.outputQuantization();
        double twice = 2 * (double) in.scale();
        Multiplier factor = node.multiplierBelowOne(in.scale() / twice);
        Multiplier outFactor = node.multiplierBelowOne(twice / ((1 << CUMSUM_LEFT_SHIFT) * (double) out.scale()));
        return new ReductionStep.CumulativeSum(
                node.operand(0),
                line(node),
                op.exclusive(),
                op.reverse(),
                CUMSUM_LEFT_SHIFT,
                in.zeroPoint(),
                factor,
                OutputStage.of(node.rounding(), outFactor, out.zeroPoint(), Bounds.INT8),
                node.target());
    }
}
