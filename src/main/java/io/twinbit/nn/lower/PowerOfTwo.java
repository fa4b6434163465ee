package io.twinbit.nn.lower;

/**
 * How the runtime asks whether a scale is a power of two: {@code CheckedLog2} ({@code quantization_util.cc}) takes the
 * logarithm in float32 and forgives a thousandth.
 *
 * @param exponent of the nearest power
 * @param near whether the scale is that power, or nearly
 */
record PowerOfTwo(int exponent, boolean near) {
    private static final float TOLERANCE = 1e-3f;

    static PowerOfTwo of(float scale) {
        float log2 = (float) StrictMath.log(scale) * (1.0f / (float) StrictMath.log(2));
        int exponent = log2 < 0 ? -Math.round(-log2) : Math.round(log2);
        return new PowerOfTwo(exponent, Math.abs(log2 - exponent) < TOLERANCE);
    }
}
