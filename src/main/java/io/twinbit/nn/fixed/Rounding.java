package io.twinbit.nn.fixed;

/**
 * How a 32-bit accumulator is multiplied by a real factor below 2^31 that is held as a 31-bit mantissa and a power of
 * two: {@code x * mantissa * 2^(shift - 31)}. The variants differ by one in the last place, and that is what tells
 * boards apart. {@code shift} is -31 to 31, a left shift when positive. Equals {@code MultiplyByQuantizedMultiplier} of
 * TensorFlow Lite ({@code kernels/internal/common.cc}).
 */
public enum Rounding {
    /** Rounds twice: to a high product, then while shifting right; half away from zero. What reference kernels do. */
    DOUBLE {
        @Override
        public int multiply(int x, int mantissa, int shift) {
            int high = FixedPoint.doublingHighMul(x << Math.max(shift, 0), mantissa);
            return FixedPoint.divideByPowerOfTwo(high, Math.max(-shift, 0));
        }
    },

    /** As {@link #DOUBLE}, but the second rounding takes half up: an arithmetic shift after adding half. */
    DOUBLE_THEN_HALF_UP {
        @Override
        public int multiply(int x, int mantissa, int shift) {
            int high = FixedPoint.doublingHighMul(x << Math.max(shift, 0), mantissa);
            int right = Math.max(-shift, 0);
            return right == 0 ? high : (int) ((high + (1L << (right - 1))) >> right);
        }
    },

    /** Rounds once, half up, in 64 bits ({@code TFLITE_SINGLE_ROUNDING}). */
    SINGLE {
        @Override
        public int multiply(int x, int mantissa, int shift) {
            return (int) ((x * (long) mantissa + (1L << (30 - shift))) >> (31 - shift));
        }
    };

    /** The largest left shift of {@link #multiplyWide} that the kernels define. */
    public static final int MAX_WIDE_SHIFT = 7;

    /** Accumulators of {@link #multiplyWide} lie below this, and at or above its negative. */
    public static final long WIDE_LIMIT = 1L << 47;

    private static final int LARGEST_TO_15_BITS = 0x7FFF0000;

    public abstract int multiply(int x, int mantissa, int shift);

    /**
     * A 48-bit accumulator times the same factor, whose mantissa is first rounded to 15 bits; then one rounding, half
     * up, and what does not fit 32 bits wraps. All the variants have this one for 64 bits ({@code common.cc}, the
     * overload for {@code int64_t}).
     *
     * @param shift -31 to {@link #MAX_WIDE_SHIFT}
     */
    public static int multiplyWide(long x, int mantissa, int shift) {
        int reduced = mantissa < LARGEST_TO_15_BITS ? (mantissa + (1 << 15)) >> 16 : 0x7FFF;
        return (int) ((x * reduced + (1L << (14 - shift))) >> (15 - shift));
    }

    public int multiply(int x, Multiplier factor) {
        return multiply(x, factor.mantissa(), factor.shift());
    }
}
