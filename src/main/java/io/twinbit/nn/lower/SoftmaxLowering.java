package io.twinbit.nn.lower;

import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Transcendental;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;

/** SOFTMAX and LOG_SOFTMAX: exponentials of all differences that int8 can have, or of the range that matters. */
final class SoftmaxLowering {
    private static final int INTEGER_BITS = 5;

    /** From this factor on every difference but 0 leaves Q5.26. */
    private static final double STEP_FUNCTION = 1 << 30;

    /** As many exponentials of 0 fit the sum in Q12.19. */
    private static final int MAX_DEPTH = 4095;

    /** As many exponentials of 0 fit the sum in Q16.15. */
    private static final int MAX_INT16_DEPTH = 65_535;

    /** A difference of int16 takes 16 bits and a sign. */
    private static final int MAX_INT16_SHIFT = 15;

    /** How far, in parts of itself, the scale of an int16 output may be from its power of two. */
    private static final float SCALE_TOLERANCE = 0.001f;

    private static final float LOG_SCALE = 1f / 16;

    private SoftmaxLowering() {}

    static Step softmax(NodeContext node, ReductionOp.Softmax op) {
        return node.input(0).type() == ElementType.INT16 ? softmaxInt16(node, op) : softmaxInt8(node, op);
    }

    /** Exponentials in Q5.26 ({@code reference/softmax.h}). */
    private static Step softmaxInt8(NodeContext node, ReductionOp.Softmax op) {
        node.require(node.input(0), ElementType.INT8);
        requireProbability(node);
        int depth = depth(node, MAX_DEPTH);
        double real = scaled(node, op.beta());
        int[] exponentials = exponentials(differences(node, real), radius(node, real));
        return new ReductionStep.Softmax(
                node.operand(0), node.in(0).elements() / depth, depth, exponentials, node.output().type(),
                node.meets(Quirk.SOFTMAX_TRUNCATES), node.target());
    }

    private static void requireProbability(NodeContext node) {
        if (node.output().type() == ElementType.INT16) {
            requireOutput(node, 0x1p-16f, SCALE_TOLERANCE * 0x1p-16f, Short.MIN_VALUE);
        } else {
            node.require(node.output(), ElementType.INT8);
            requireOutput(node, 0x1p-8f, 0, Byte.MIN_VALUE);
        }
    }

    private static void requireOutput(NodeContext node, float scale, float tolerance, int zeroPoint) {
        Quantization out = node.outputQuantization();
        if (Math.abs(out.scale() - scale) > tolerance || out.zeroPoint() != zeroPoint) {
            throw node.refuse("output with " + out + ", scale " + scale + " zero point " + zeroPoint + " expected");
        }
    }

    private static int depth(NodeContext node, int max) {
        int depth = node.in(0).last(0);
        if (depth > max) {
            throw node.refuse("rows of " + depth + " elements, at most " + max + ": their sum overflows");
        }
        return depth;
    }

    /** One step of the input in Q5.26 ({@code quantization_util.cc}, PreprocessSoftmaxScaling). */
    private static double scaled(NodeContext node, float beta) {
        double real = (double) beta * node.inputQuantization(0).scale() * (1 << (31 - INTEGER_BITS));
        if (real <= 1) {
            throw node.refuse("input scale times beta is too small: " + real + " * 2^-26");
        }
        return Math.min(real, Integer.MAX_VALUE);
    }

    /** In Q5.26, of every difference from the row's greatest element that is not beyond the radius; of those beyond, 0. */
    private static int[] differences(NodeContext node, double real) {
        int[] differences = new int[256];
        for (int d = 1; d < differences.length && d <= radius(node, real); d++) {
            differences[d] = node.rounding().multiply(-d, node.multiplier(real));
        }
        return differences;
    }

    /** Of the same; of those beyond the radius, 0. */
    private static int[] exponentials(int[] differences, int radius) {
        int[] exponentials = new int[256];
        for (int d = 0; d < exponentials.length && d <= radius; d++) {
            exponentials[d] = Transcendental.expOfNegative(differences[d], INTEGER_BITS);
        }
        return exponentials;
    }

    /** The greatest difference that is in Q5.26. */
    private static int radius(NodeContext node, double real) {
        return real >= STEP_FUNCTION
                ? 0
                : Int8Functions.inputRadius(INTEGER_BITS, node.multiplier(real).shift());
    }

    /** Two tables ({@code softmax_common.cc}); 65535 steps of the first are 10, beyond which nothing counts. */
    private static Step softmaxInt16(NodeContext node, ReductionOp.Softmax op) {
        node.require(node.output(), ElementType.INT16);
        requireOutput(node, 0x1p-15f, SCALE_TOLERANCE * 0x1p-15f, 0);
        int depth = depth(node, MAX_INT16_DEPTH);
        Multiplier factor =
                node.multiplier((double) node.inputQuantization(0).scale() * op.beta() / (10.0 / 65535.0));
        if (factor.shift() > MAX_INT16_SHIFT) {
            throw node.refuse("input scale times beta is too large: a difference leaves int32");
        }
        return new ReductionStep.SoftmaxInt16(
                node.operand(0),
                node.in(0).elements() / depth,
                depth,
                node.rounding(),
                factor,
                Int16Table.of(10f / 65535, Short.MAX_VALUE, 2f / 65535, x -> (float) StrictMath.exp(x)),
                Int16Table.of(1f / 65535, Short.MIN_VALUE, 2f / 65535, x -> 1 / (1 + x)),
                node.meets(Quirk.SOFTMAX_INT16_WRAPS),
                node.target());
    }

    /** The logarithm of a row's sum is subtracted from its differences ({@code reference/log_softmax.h}). */
    static Step logSoftmax(NodeContext node) {
        node.requireInt8(1);
        requireOutput(node, LOG_SCALE, 0, Byte.MAX_VALUE);
        int depth = depth(node, MAX_DEPTH);
        double real = scaled(node, 1);
        int radius = radius(node, real);
        int[] differences = differences(node, real);
        return new ReductionStep.LogSoftmax(
                node.operand(0),
                node.in(0).elements() / depth,
                depth,
                differences,
                exponentials(differences, radius),
                -radius - 1,
                node.rounding(),
                node.multiplierBelowOne(perUnit(real)),
                node.target());
    }

    /** One over {@code real} as it is rounded to a multiplier ({@code PreprocessLogSoftmaxScalingExp}). */
    private static double perUnit(double real) {
        int shift = Math.getExponent(real) + 1;
        return Math.scalb(1.0, 31 - shift) / Math.round(Math.scalb(real, 31 - shift));
    }
}
