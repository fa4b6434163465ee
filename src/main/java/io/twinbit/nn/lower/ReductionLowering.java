package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Transcendental;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** MEAN and SOFTMAX: many elements to one number. */
final class ReductionLowering {
    private static final int SOFTMAX_INTEGER_BITS = 5;

    /** From this factor on every difference but 0 leaves Q5.26. */
    private static final double SOFTMAX_STEP_FUNCTION = 1 << 30;

    /** As many exponentials of 0 fit the sum in Q12.19. */
    private static final int MAX_SOFTMAX_DEPTH = 4095;

    private ReductionLowering() {}

    static List<Step> lower(NodeContext node, ReductionOp operator) {
        return switch (operator) {
            case ReductionOp.Softmax op -> List.of(softmax(node, op));
            case ReductionOp.Mean _ -> List.of(mean(node));
            case ReductionOp.LogSoftmax _, ReductionOp.L2Normalization _, ReductionOp.Sum _,
                    ReductionOp.ReduceMax _, ReductionOp.ReduceMin _, ReductionOp.ArgMax _,
                    ReductionOp.ArgMin _, ReductionOp.CumSum _ -> throw node.refuse("not supported");
        };
    }

    static Step mean(NodeContext node) {
        node.requireInt8(1);
        Shape in = node.in(0);
        BitSet reduced = new BitSet();
        for (long axis : node.integers(1)) {
            reduced.set((int) Math.floorMod(axis, (long) in.rank()));
        }
        int[] strides = strides(in);
        int[] keptAxes = IntStream.range(0, in.rank()).filter(i -> !reduced.get(i)).toArray();
        int[] reducedAxes = reduced.stream().toArray();
        int count = in.elements() / node.out().elements();
        return new ReductionStep.Mean(
                node.operand(0),
                IntStream.of(keptAxes).map(in::dim).toArray(),
                IntStream.of(keptAxes).map(i -> strides[i]).toArray(),
                IntStream.of(reducedAxes).map(in::dim).toArray(),
                IntStream.of(reducedAxes).map(i -> strides[i]).toArray(),
                -node.inputQuantization(0).zeroPoint() * count,
                meanStage(node, count),
                node.target());
    }

    static int[] strides(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape.dim(i);
        }
        return strides;
    }

    /** Folds the division by the number of elements into the factor ({@code reduce.h}, QuantizedMeanOrSum). */
    private static OutputStage meanStage(NodeContext node, int count) {
        Quantization out = node.outputQuantization();
        Multiplier ratio = node.multiplier(EffectiveScale.ratio(node.inputQuantization(0).scale(), out.scale()));
        int shift = 63 - Long.numberOfLeadingZeros(count);
        shift = Math.min(Math.min(shift, 32), 31 + ratio.shift());
        int mantissa = (int) (((long) ratio.mantissa() << shift) / count);
        return OutputStage.of(
                node.rounding(), new Multiplier(mantissa, ratio.shift() - shift), out.zeroPoint(), Bounds.INT8);
    }

    /** Exponentials in Q5.26 of all differences that int8 can have ({@code reference/softmax.h}). */
    static Step softmax(NodeContext node, ReductionOp.Softmax op) {
        node.requireInt8(1);
        requireProbability(node);
        int depth = node.in(0).last(0);
        if (depth > MAX_SOFTMAX_DEPTH) {
            throw node.refuse("rows of " + depth + " elements, at most " + MAX_SOFTMAX_DEPTH + ": their sum overflows");
        }
        double real = Math.min(
                (double) op.beta() * node.inputQuantization(0).scale() * (1 << (31 - SOFTMAX_INTEGER_BITS)),
                Integer.MAX_VALUE);
        if (real <= 1) {
            throw node.refuse("input scale times beta is too small: " + real + " * 2^-26");
        }
        int[] exponentials = exponentials(node, real);
        return new ReductionStep.Softmax(
                node.operand(0), node.in(0).elements() / depth, depth, exponentials, node.target());
    }

    private static void requireProbability(NodeContext node) {
        Quantization out = node.outputQuantization();
        if (out.scale() != 1f / 256 || out.zeroPoint() != Bounds.INT8.min()) {
            throw node.refuse("output with " + out + ", scale 0.00390625 zero point -128 expected");
        }
    }

    /** Of every difference from the row's greatest element; {@code real} is one step of it in Q5.26. */
    private static int[] exponentials(NodeContext node, double real) {
        int[] exponentials = new int[256];
        exponentials[0] = Transcendental.expOfNegative(0, SOFTMAX_INTEGER_BITS);
        if (real >= SOFTMAX_STEP_FUNCTION) {
            return exponentials;
        }
        Multiplier factor = node.multiplier(real);
        int radius = ElementwiseLowering.inputRadius(SOFTMAX_INTEGER_BITS, factor.shift());
        for (int difference = 1; difference < exponentials.length && difference <= radius; difference++) {
            int scaled = node.rounding().multiply(-difference, factor);
            exponentials[difference] = Transcendental.expOfNegative(scaled, SOFTMAX_INTEGER_BITS);
        }
        return exponentials;
    }
}
