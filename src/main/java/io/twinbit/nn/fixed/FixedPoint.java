package io.twinbit.nn.fixed;

/**
 * The two operations that quantized kernels are made of. A number in format Qm.n is an {@code int} that stands for
 * {@code raw * 2^-n}. Equals gemmlowp's {@code fixedpoint/fixedpoint.h}.
 */
public final class FixedPoint {
    private FixedPoint() {}

    /**
     * {@code a * b / 2^31}, rounded to nearest, half up; saturates at the one product that does not fit, MIN * MIN.
     * Equals {@code SaturatingRoundingDoublingHighMul}, whose nudge by sign and truncating division give the same for
     * all inputs.
     */
    public static int doublingHighMul(int a, int b) {
        if (a == Integer.MIN_VALUE && b == Integer.MIN_VALUE) {
            return Integer.MAX_VALUE;
        }
        return (int) ((a * (long) b + (1L << 30)) >> 31);
    }

    /** {@code x / 2^exponent}, rounded to nearest, half away from zero; exponent 0 to 31. */
    public static int divideByPowerOfTwo(int x, int exponent) {
        int mask = (1 << exponent) - 1;
        int threshold = (mask >> 1) + (x >>> 31);
        return (x >> exponent) + ((x & mask) > threshold ? 1 : 0);
    }

    /** {@code x * 2^exponent}, saturating; exponent 1 to 30. */
    static int multiplyByPowerOfTwo(int x, int exponent) {
        int limit = (1 << (31 - exponent)) - 1;
        if (x > limit) {
            return Integer.MAX_VALUE;
        }
        return x < -limit ? Integer.MIN_VALUE : x << exponent;
    }

    /** As {@link #doublingHighMul} for int16: {@code a * b / 2^15}, rounded half up. */
    public static int doublingHighMul16(int a, int b) {
        return Math.min((a * b + (1 << 14)) >> 15, Short.MAX_VALUE);
    }

    /**
     * As {@link #divideByPowerOfTwo} for int16. From exponent 16 on gemmlowp's mask for the remainder has lost its upper
     * bits: what is not negative gives 1 more than nothing.
     */
    public static int divideByPowerOfTwo16(int x, int exponent) {
        int mask = (short) ((1L << exponent) - 1);
        int threshold = (mask >> 1) + (x < 0 ? 1 : 0);
        return (x >> exponent) + ((x & mask) > threshold ? 1 : 0);
    }
}
