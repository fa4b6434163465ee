package io.twinbit.testing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Fixed-point arithmetic as its definitions read, in numbers without bounds: what the product's 32-bit arithmetic is
 * compared with. Slow and obvious.
 */
public final class ExactArithmetic {
    private static final BigInteger MAX = BigInteger.valueOf(Integer.MAX_VALUE);

    private ExactArithmetic() {}

    /** round(a * b / 2^31), half up, saturated. */
    public static int doublingHighMul(int a, int b) {
        BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
        return round(product, 31, RoundingMode.HALF_UP, false).min(MAX).intValueExact();
    }

    /** round(x / 2^exponent), half away from zero. */
    public static int divideByPowerOfTwo(int x, int exponent) {
        return round(BigInteger.valueOf(x), exponent, RoundingMode.HALF_UP, true).intValueExact();
    }

    /** Two roundings, after a left shift that wraps in 32 bits. */
    public static int multiplyDouble(int x, int mantissa, int shift) {
        int shifted = BigInteger.valueOf(x).shiftLeft(Math.max(shift, 0)).intValue();
        return divideByPowerOfTwo(doublingHighMul(shifted, mantissa), Math.max(-shift, 0));
    }

    /** One rounding, half up. */
    public static int multiplySingle(int x, int mantissa, int shift) {
        BigInteger product = BigInteger.valueOf(x).multiply(BigInteger.valueOf(mantissa));
        return round(product, 31 - shift, RoundingMode.HALF_UP, false).intValue();
    }

    /** One rounding, half up, with the mantissa rounded to 15 bits, the result modulo 2^32. */
    public static int multiplyWide(long x, int mantissa, int shift) {
        BigInteger reduced = round(BigInteger.valueOf(mantissa), 16, RoundingMode.HALF_UP, false)
                .min(BigInteger.valueOf(0x7FFF));
        return round(BigInteger.valueOf(x).multiply(reduced), 15 - shift, RoundingMode.HALF_UP, false).intValue();
    }

    /** Mantissa and shift of the factor {@code real}: the mantissa in [2^30, 2^31), half away from zero. */
    public static int[] multiplier(double real) {
        BigDecimal value = new BigDecimal(real);
        if (value.signum() == 0) {
            return new int[] {0, 0};
        }
        int shift = 0;
        while (value.compareTo(BigDecimal.ONE) >= 0) {
            value = value.divide(BigDecimal.TWO);
            shift++;
        }
        while (value.compareTo(new BigDecimal("0.5")) < 0) {
            value = value.multiply(BigDecimal.TWO);
            shift--;
        }
        long mantissa = value.multiply(BigDecimal.TWO.pow(31)).setScale(0, RoundingMode.HALF_UP).longValueExact();
        if (mantissa == 1L << 31) {
            mantissa = 1L << 30;
            shift++;
        }
        return shift < -31 ? new int[] {0, 0} : new int[] {(int) mantissa, shift};
    }

    /** {@code value / 2^exponent}; ties go away from zero, or, unless {@code symmetric}, up. */
    private static BigInteger round(BigInteger value, int exponent, RoundingMode ties, boolean symmetric) {
        BigDecimal quotient = new BigDecimal(value).divide(BigDecimal.TWO.pow(exponent));
        RoundingMode mode = symmetric || quotient.signum() >= 0 ? ties : RoundingMode.HALF_DOWN;
        return quotient.setScale(0, mode).toBigIntegerExact();
    }
}
