package io.twinbit.nn.lower;

/**
 * The real factors of ADD and its like: {@code a} and {@code b} bring the operands to a common scale, twice the larger
 * one, with {@code leftShift} bits of fraction; {@code output} brings what is computed there to the output.
 */
record CommonScale(double a, double b, double output) {
    /** In float64 ({@code add_common.cc}). */
    static CommonScale float64(float a, float b, float output, int leftShift) {
        double twice = 2 * (double) Math.max(a, b);
        return new CommonScale(a / twice, b / twice, twice / ((1 << leftShift) * (double) output));
    }

    /** In float32, operation by operation ({@code sub_common.cc} before 2026-10). */
    static CommonScale float32(float a, float b, float output, int leftShift) {
        float twice = 2 * Math.max(a, b);
        return new CommonScale(a / twice, b / twice, twice / ((1 << leftShift) * output));
    }

    /** Of a square, which has the fraction and the scale twice ({@code squared_difference.cc}). */
    static CommonScale squared(float a, float b, float output, int leftShift) {
        double twice = 2 * (double) Math.max(a, b);
        return new CommonScale(a / twice, b / twice, twice * twice / ((1 << (2 * leftShift)) * output));
    }
}
