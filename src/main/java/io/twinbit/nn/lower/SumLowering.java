package io.twinbit.nn.lower;

import io.twinbit.nn.device.KernelGeneration;
import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import java.util.Arrays;

/**
 * MEAN and SUM of int8 and int16, with sums in int32. The kernels before 2022-11 know three ways to a mean, and sum in
 * float32 ({@code reduce_common.cc} and {@code integer_ops/mean.h} of that time).
 */
final class SumLowering {
    /** Of more the older kernels write past their working space. */
    private static final int OLD_MAX_RANK = 5;

    private static final int OLD_MAX_AXES = 2;

    private final NodeContext node;
    private final Reduction reduction;
    private final Quantization in;
    private final Quantization out;

    private SumLowering(NodeContext node) {
        this.node = node;
        this.reduction = ReductionLowering.reduction(node);
        this.in = node.inputQuantization(0);
        this.out = node.outputQuantization();
    }

    static Step mean(NodeContext node, boolean keepDims) {
        ElementType type = node.requireInt8OrInt16(1);
        SumLowering lowering = new SumLowering(node);
        return lowering.step(type, isOld(node) ? lowering.oldMean(keepDims) : lowering.requantized(lowering.divided()));
    }

    static Step sum(NodeContext node) {
        ElementType type = node.requireInt8OrInt16(1);
        SumLowering lowering = new SumLowering(node);
        return lowering.step(type, isOld(node) ? lowering.oldSum() : lowering.requantized(lowering.ratio()));
    }

    private static boolean isOld(NodeContext node) {
        return node.arithmetic().kernelGeneration().isBefore(KernelGeneration.SINCE_2023_04);
    }

    private Step step(ElementType type, Total total) {
        return new ReductionStep.Sum(node.operand(0), type, reduction, total, node.target());
    }

    private Multiplier ratio() {
        return node.multiplier(EffectiveScale.ratio(in.scale(), out.scale()));
    }

    private int bias() {
        return -in.zeroPoint() * reduction.count();
    }

    private Total requantized(Multiplier factor) {
        return new Total.Requantized(bias(), OutputStage.of(node.rounding(), factor, out.zeroPoint(), Bounds.of(node)));
    }

    /** Folds the division into the factor ({@code reduce.h}, QuantizedMeanOrSum). */
    private Multiplier divided() {
        Multiplier ratio = ratio();
        int shift = 63 - Long.numberOfLeadingZeros(reduction.count());
        shift = Math.min(Math.min(shift, 32), 31 + ratio.shift());
        return new Multiplier((int) (((long) ratio.mantissa() << shift) / reduction.count()), ratio.shift() - shift);
    }

    private Total oldMean(boolean keepDims) {
        Bounds bounds = Bounds.of(node);
        if (keepDims && isHeightAndWidth()) {
            return new Total.RequantizedThenDivided(
                    bias(), node.rounding(), ratio(), reduction.count(), out.zeroPoint(), bounds.min(), bounds.max());
        }
        requireOldRoom();
        if (in.scale() == out.scale() && in.zeroPoint() == out.zeroPoint()) {
            return new Total.Divided(reduction.count());
        }
        float scale = in.scale() / out.scale();
        return new Total.RealMean(
                reduction.count(), scale, -in.zeroPoint() * scale, out.zeroPoint(), bounds.min(), bounds.max());
    }

    /** Of an image, by axes that are not counted from the end. */
    private boolean isHeightAndWidth() {
        long[] axes = node.integers(1);
        return node.in(0).rank() == 4 && (Arrays.equals(axes, new long[] {1, 2}) || Arrays.equals(axes, new long[] {2, 1}));
    }

    private Total oldSum() {
        requireOldRoom();
        float scale = in.scale() / out.scale();
        return new Total.RealSum(scale, -in.zeroPoint() * scale * reduction.count(), out.zeroPoint());
    }

    private void requireOldRoom() {
        int rank = node.in(0).rank();
        long axes = Arrays.stream(node.integers(1)).map(axis -> Math.floorMod(axis, rank)).distinct().count();
        if (rank > OLD_MAX_RANK || axes > OLD_MAX_AXES) {
            throw node.refuse("rank " + rank + " and " + axes + " axes; kernels before 2022-11 have room for "
                    + OLD_MAX_RANK + " and " + OLD_MAX_AXES);
        }
    }
}
