package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.FixedPoint;
import io.twinbit.nn.fixed.InverseSquareRoot;
import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Transcendental;
import io.twinbit.nn.tensor.Quantization;
import java.util.function.IntUnaryOperator;

/** Functions of one int8 whose arithmetic is no straight line, to be tabulated. */
final class Int8Functions {
    private static final int SIGMOID_INTEGER_BITS = 4;
    private static final int LOGISTIC_TO_INT8 = 23;
    private static final int TANH_TO_INT8 = 24;

    /** Outside of these the kernels shift by negative or too many bits, which is not defined. */
    private static final float MIN_SIGMOID_SCALE = 0x1p-28f;

    private static final float MAX_SIGMOID_SCALE = 0x1p34f;

    /** From this scale on an input one step from zero leaves Q4.27, so that a sigmoid is a step function. */
    private static final float STEP_FUNCTION_SCALE = 8;

    /** Bits of fraction that RSQRT keeps between its two products. */
    private static final int RSQRT_FRACTION = 20;

    /** The largest magnitude of an int8 less its zero point. */
    private static final int MAX_CENTRED = 255;

    private Int8Functions() {}

    /** Sigmoid in Q4.27 ({@code integer_ops/logistic.h}), in steps of 1/256 whatever the output's scale says. */
    static IntUnaryOperator logistic(NodeContext node) {
        node.requireInt8(1);
        if (node.outputQuantization().zeroPoint() != Bounds.INT8.min()) {
            throw node.refuse("output with " + node.outputQuantization() + ", zero point -128 expected");
        }
        return sigmoid(node, x -> FixedPoint.divideByPowerOfTwo(
                        Transcendental.logistic(x, SIGMOID_INTEGER_BITS), LOGISTIC_TO_INT8)
                + Bounds.INT8.min());
    }

    /** Hyperbolic tangent in Q4.27 ({@code integer_ops/tanh.h}), in steps of 1/128 whatever the output's scale says. */
    static IntUnaryOperator tanh(NodeContext node) {
        node.requireInt8(1);
        return sigmoid(node, x -> FixedPoint.divideByPowerOfTwo(
                Transcendental.tanh(x, SIGMOID_INTEGER_BITS), TANH_TO_INT8));
    }

    /** Of {@code inQ4}, which takes Q4.27; what leaves that format is the end of int8 on its side. */
    private static IntUnaryOperator sigmoid(NodeContext node, IntUnaryOperator inQ4) {
        Quantization in = node.inputQuantization(0);
        if (in.scale() < MIN_SIGMOID_SCALE || in.scale() > MAX_SIGMOID_SCALE) {
            throw node.refuse("input scale " + in.scale() + ", 2^-28 to 2^34 expected");
        }
        if (in.scale() >= STEP_FUNCTION_SCALE) {
            return x -> x <= in.zeroPoint() ? Bounds.INT8.min() : Bounds.INT8.max();
        }
        Multiplier factor = node.multiplier(Math.scalb((double) in.scale(), 31 - SIGMOID_INTEGER_BITS));
        int radius = inputRadius(SIGMOID_INTEGER_BITS, factor.shift());
        return raw -> {
            int x = raw - in.zeroPoint();
            if (Math.abs(x) >= radius) {
                return x < 0 ? Bounds.INT8.min() : Bounds.INT8.max();
            }
            return Bounds.INT8.clamp(inQ4.applyAsInt(node.rounding().multiply(x, factor)));
        };
    }

    /** The integer from which on {@code x << leftShift} leaves Q(integerBits): {@code CalculateInputRadius}. */
    static int inputRadius(int integerBits, int leftShift) {
        return (int) ((((1L << integerBits) - 1) << (31 - integerBits)) >> leftShift);
    }

    /** {@code x < 0 ? exp(x) - 1 : x} in float32, operation by operation ({@code elu.cc}). */
    static IntUnaryOperator elu(NodeContext node) {
        node.requireInt8(1);
        Quantization in = node.inputQuantization(0);
        Quantization out = node.outputQuantization();
        float perStep = 1 / out.scale();
        if (MAX_CENTRED * in.scale() * perStep > Integer.MAX_VALUE) {
            throw node.refuse("the scales give a quotient beyond int32");
        }
        return raw -> {
            float x = in.scale() * (raw - in.zeroPoint());
            float y = x < 0 ? (float) StrictMath.exp(x) - 1 : x;
            float steps = y * perStep;
            float rounded = steps < 0 ? -Math.round(-steps) : Math.round(steps);
            return Bounds.INT8.clamp((int) (rounded + out.zeroPoint()));
        };
    }

    /**
     * {@code 1 / sqrt(x)} ({@code elementwise.cc}). The runtime ends an inference that meets a number below zero with an
     * error; here it gives what zero does, the highest output.
     */
    static IntUnaryOperator rsqrt(NodeContext node) {
        node.requireInt8(1);
        Quantization in = node.inputQuantization(0);
        Quantization out = node.outputQuantization();
        Multiplier factor = node.multiplier(EffectiveScale.rsqrt(node.arithmetic(), in.scale(), out.scale()));
        if (factor.shift() - RSQRT_FRACTION < -31) {
            throw node.refuse("the scales give a factor with a shift of " + factor.shift() + ", at least "
                    + (RSQRT_FRACTION - 31) + " is defined");
        }
        return raw -> {
            int x = raw - in.zeroPoint();
            if (x <= 0) {
                return Bounds.INT8.max();
            }
            int root = node.rounding().multiply(
                    1, InverseSquareRoot.mantissa(x), InverseSquareRoot.shift(x) + RSQRT_FRACTION);
            int scaled = node.rounding().multiply(root, factor.mantissa(), factor.shift() - RSQRT_FRACTION);
            return Bounds.INT8.clamp(scaled + out.zeroPoint());
        };
    }
}
