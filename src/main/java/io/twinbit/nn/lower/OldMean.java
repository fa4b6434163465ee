package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import java.util.Arrays;

/** MEAN as the reference kernels computed it before 2022-11, and as Edge Impulse's SDK still does. */
final class OldMean {
    /** Times 1: a mantissa of a half and a shift by one. */
    private static final Multiplier ONE = new Multiplier(1 << 30, 1);

    private static final Bounds UNBOUNDED = new Bounds(Integer.MIN_VALUE, Integer.MAX_VALUE);

    private OldMean() {}

    static Step lower(NodeContext node, ReductionOp.Mean op, Reduction reduction) {
        ElementType type = node.requireInt8OrInt16(1);
        Quantization in = node.inputQuantization(0);
        Quantization out = node.outputQuantization();
        int count = reduction.count();
        Bounds bounds = Bounds.of(node);
        if (isOverImage(node, op)) { // integer_ops/mean.h
            Multiplier ratio = node.multiplier(EffectiveScale.ratio(in.scale(), out.scale()));
            return new ReductionStep.Sum(
                    node.operand(0),
                    type,
                    reduction,
                    -in.zeroPoint() * count,
                    OutputStage.of(node.rounding(), ratio, 0, UNBOUNDED),
                    new ReductionStep.Division(count, count / 2, out.zeroPoint(), bounds.min(), bounds.max()),
                    node.target());
        }
        if (in.scale() != out.scale() || in.zeroPoint() != out.zeroPoint()) {
            throw node.refuse("kernels before 2022-11 computed this in float32, which is not supported");
        }
        return new ReductionStep.Sum( // reduce.h: the raw integers
                node.operand(0),
                type,
                reduction,
                0,
                OutputStage.of(node.rounding(), ONE, 0, UNBOUNDED),
                new ReductionStep.Division(count, 0, 0, bounds.min(), bounds.max()),
                node.target());
    }

    /** Over height and width of images, which stay as dimensions of 1. */
    private static boolean isOverImage(NodeContext node, ReductionOp.Mean op) {
        long[] axes = node.integers(1);
        return op.keepDims()
                && node.in(0).rank() == 4
                && (Arrays.equals(axes, new long[] {1, 2}) || Arrays.equals(axes, new long[] {2, 1}));
    }
}
