package io.twinbit.nn.fixed;

/**
 * A real factor as integers: {@code mantissa * 2^(shift - 31)}, the mantissa 0 or in [2^30, 2^31).
 *
 * @param shift a left shift when positive
 */
public record Multiplier(int mantissa, int shift) {
    /** The largest left shift whose result the kernels define. */
    public static final int MAX_SHIFT = 30;

    private static final int MIN_SHIFT = -31;
    private static final Multiplier ZERO = new Multiplier(0, 0);

    /**
     * The factor nearest to {@code real}, half away from zero; below 2^-32 it is 0. Equals {@code QuantizeMultiplier}
     * of TensorFlow Lite ({@code kernels/internal/quantization_util.cc}) wherever that is defined.
     *
     * @throws ArithmeticException when {@code real} is negative, not finite, or needs a left shift above
     *     {@link #MAX_SHIFT}: what the kernels do then is not defined
     */
    public static Multiplier of(double real) {
        if (!(real >= 0) || Double.isInfinite(real)) {
            throw new ArithmeticException("factor " + real + " is not a finite number of at least 0");
        }
        if (real == 0) {
            return ZERO;
        }
        int shift = Math.getExponent(real) + 1;
        long mantissa = Math.round(Math.scalb(real, 31 - shift));
        if (mantissa == 1L << 31) {
            mantissa /= 2;
            shift++;
        }
        if (shift < MIN_SHIFT) {
            return ZERO;
        }
        if (shift > MAX_SHIFT) {
            throw new ArithmeticException(
                    "factor " + real + " needs a left shift of " + shift + ", at most " + MAX_SHIFT);
        }
        return new Multiplier((int) mantissa, shift);
    }
}
