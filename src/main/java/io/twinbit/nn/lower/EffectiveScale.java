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

    /** CONV_2D and DEPTHWISE_CONV_2D ({@code kernel_util.cc}, PopulateConvolutionQuantizationParams). */
    static double convolution(Arithmetic arithmetic, float input, float weights, float output) {
        return arithmetic.convolutionScale() == ScaleType.FLOAT32
                ? input * weights / output
                : perChannel(input, weights, output);
    }

    /** FULLY_CONNECTED with one weight scale a unit. */
    static double perChannel(float input, float weights, float output) {
        return (double) input * weights / output;
    }

    /** FULLY_CONNECTED with one weight scale ({@code kernel_util.cc}, GetQuantizedConvolutionMultipler). */
    static double perTensor(Arithmetic arithmetic, float input, float weights, float output) {
        return arithmetic.derivation() == Derivation.BEFORE_2026_10
                ? (double) (input * weights) / output
                : perChannel(input, weights, output);
    }

    /** RELU ({@code activations_common.cc}). */
    static double relu(Arithmetic arithmetic, float input, float output) {
        return arithmetic.derivation() == Derivation.BEFORE_2026_10 ? input / output : ratio(input, output);
    }

    /** SVDF, of both of its products ({@code svdf_common.cc}). */
    static double svdf(Arithmetic arithmetic, float input, float weights, float output) {
        return arithmetic.derivation() == Derivation.BEFORE_2026_10
                ? input * weights / output
                : perChannel(input, weights, output);
    }

    /** MEAN, and QUANTIZE from an integer. */
    static double ratio(float input, float output) {
        return (double) input / output;
    }
}
