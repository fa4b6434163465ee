package io.twinbit.nn.lower;

import io.twinbit.nn.device.Arithmetic;
import io.twinbit.nn.device.Derivation;
import io.twinbit.nn.device.ScaleType;

/**
 * The real factor from an accumulator to an output, with the very intermediate types of the runtime: an expression on
 * {@code float} rounds to float32 after each operation, and the last bit decides outputs.
 */
final class EffectiveScale {
    private EffectiveScale() {}

    /** All convolutions ({@code kernel_util.cc}, PopulateConvolutionQuantizationParams). */
    static double convolution(Arithmetic arithmetic, float input, float weights, float output) {
        return arithmetic.convolutionScale() == ScaleType.FLOAT32
                ? input * weights / output
                : perChannel(input, weights, output);
    }

    /** FULLY_CONNECTED with one weight scale a unit. */
    static double perChannel(float input, float weights, float output) {
        return (double) input * weights / output;
    }

    /** One weight scale, and BATCH_MATMUL ({@code kernel_util.cc}, GetQuantizedConvolutionMultipler). */
    static double perTensor(Arithmetic arithmetic, float input, float weights, float output) {
        return arithmetic.derivation() == Derivation.BEFORE_2026_10
                ? (double) (input * weights) / output
                : perChannel(input, weights, output);
    }

    /** RELU, LEAKY_RELU above zero, and ABS ({@code activations_common.cc}, {@code elementwise.cc}). */
    static double relu(Arithmetic arithmetic, float input, float output) {
        return arithmetic.derivation() == Derivation.BEFORE_2026_10 ? input / output : ratio(input, output);
    }

    /** SVDF, of both of its products ({@code svdf_common.cc}). */
    static double svdf(Arithmetic arithmetic, float input, float weights, float output) {
        return arithmetic.derivation() == Derivation.BEFORE_2026_10
                ? input * weights / output
                : perChannel(input, weights, output);
    }

    /** What the scale of SVDF's bias is held against. */
    static double svdfBias(Arithmetic arithmetic, float state, float weights) {
        return arithmetic.derivation() == Derivation.BEFORE_2026_10 ? state * weights : (double) state * weights;
    }

    /** LEAKY_RELU below zero ({@code leaky_relu_common.cc}). */
    static double leakyRelu(Arithmetic arithmetic, float input, float alpha, float output) {
        return arithmetic.derivation() == Derivation.BEFORE_2026_10
                ? input * alpha / output
                : perChannel(input, alpha, output);
    }

    /** HARD_SWISH, whose scales are products in float32 ({@code hard_swish_common.cc}). */
    static double hardSwish(Arithmetic arithmetic, float scaled, float output) {
        return relu(arithmetic, scaled, output);
    }

    /** DIV ({@code div.cc}). */
    static double div(Arithmetic arithmetic, float dividend, float divisor, float output) {
        return arithmetic.derivation() == Derivation.BEFORE_2026_10
                ? dividend / (divisor * output)
                : dividend / ((double) divisor * output);
    }

    /** RSQRT ({@code elementwise.cc}). */
    static double rsqrt(Arithmetic arithmetic, float input, float output) {
        return arithmetic.derivation() == Derivation.BEFORE_2026_10
                ? 1 / (double) ((float) Math.sqrt(input) * output)
                : 1 / (Math.sqrt(input) * output);
    }

    /** MEAN, and QUANTIZE from an integer. */
    static double ratio(float input, float output) {
        return (double) input / output;
    }
}
