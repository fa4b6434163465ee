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

    public abstract int multiply(int x, int mantissa, int shift);

    public int multiply(int x, Multiplier factor) {
        return multiply(x, factor.mantissa(), factor.shift());
    }
}
