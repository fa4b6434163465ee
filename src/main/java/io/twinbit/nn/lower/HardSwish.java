package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.FixedPoint;
import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.tensor.Quantization;

/**
 * {@code x * min(max(x + 3, 0), 6) / 6} of int8 in 16 bits, which wrap as the runtime's do ({@code hard_swish.h}). The
 * input has 7 bits of fraction; the second factor, {@code reluish}, goes from 0 to 1 in Q0.15.
 *
 * @param output mantissa of {@code input scale / 128 / output scale} in 15 bits
 * @param outputShift right shift of the same
 * @param reluish mantissa of {@code input scale / 128 / (3 / 2^15)} in 15 bits
 * @param reluishShift left shift of the same
 */
record HardSwish(
        int zeroPoint, int output, int outputShift, int reluish, int reluishShift, int outputZeroPoint) {
    private static final int FRACTION = 7;
    private static final float RELUISH_SCALE = 3f / 32768;

    /** {@code hard_swish_common.cc}. */
    static HardSwish of(NodeContext node) {
        node.requireInt8(1);
        Quantization in = node.inputQuantization(0);
        Quantization out = node.outputQuantization();
        float fine = 1f / (1 << FRACTION) * in.scale();
        Multiplier output = node.multiplier(EffectiveScale.hardSwish(node.arithmetic(), fine, out.scale()));
        if (output.shift() > 0) {
            throw node.refuse("the scales give an output factor of 1 or more, below 1 expected");
        }
        Multiplier reluish = node.multiplier(EffectiveScale.hardSwish(node.arithmetic(), fine, RELUISH_SCALE));
        return new HardSwish(
                in.zeroPoint(), mantissa16(output), -output.shift(), mantissa16(reluish), reluish.shift(),
                out.zeroPoint());
    }

    /** {@code DownScaleInt32ToInt16Multiplier}. */
    private static int mantissa16(Multiplier factor) {
        int half = 1 << 15;
        return factor.mantissa() >= Integer.MAX_VALUE - half ? Short.MAX_VALUE : (factor.mantissa() + half) >> 16;
    }

    int apply(int x) {
        int input = (x - zeroPoint) << FRACTION;
        int scaled = FixedPoint.doublingHighMul16(input, output);
        int gate = (gate(input) + (1 << 15)) >> 1;
        int product = gate * scaled / (1 << 15);
        int rounded = FixedPoint.divideByPowerOfTwo16(product, outputShift);
        return Bounds.INT8.clamp((short) (rounded + outputZeroPoint));
    }

    /** {@code input / 3} in Q0.15, saturated. */
    private int gate(int input) {
        int shifted = reluishShift > 0 ? Bounds.INT16.clamp(input * (1L << (reluishShift - 1))) : input;
        int scaled = FixedPoint.doublingHighMul16(shifted, reluish);
        if (reluishShift > 0) {
            return Bounds.INT16.clamp(2L * scaled);
        }
        return FixedPoint.divideByPowerOfTwo16(scaled, -reluishShift);
    }
}
