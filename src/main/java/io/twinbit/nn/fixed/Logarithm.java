package io.twinbit.nn.fixed;

import static io.twinbit.nn.fixed.FixedPoint.divideByPowerOfTwo;
import static io.twinbit.nn.fixed.FixedPoint.doublingHighMul;
import static io.twinbit.nn.fixed.FixedPoint.multiplyByPowerOfTwo;

/**
 * Natural logarithm in integers: {@code x = r * 2^k} with r near {@code 2^(-1/4)}, {@code log x = k * log 2 + log r}, the
 * second by a quotient of polynomials. Equals {@code log_x_for_x_greater_than_or_equal_to_1} of TensorFlow Lite
 * ({@code kernels/internal/common.h}).
 */
public final class Logarithm {
    private static final int INPUT_INTEGER_BITS = 12;

    /** One more than the result has, so that the sum at the end does not saturate. */
    private static final int SUM_INTEGER_BITS = 6;

    private static final int SUM_FRACTION_BITS = 31 - SUM_INTEGER_BITS;
    private static final int QUARTER = 1 << (SUM_FRACTION_BITS - 2);

    /** In Q0.31: log 2, 2^(-1/2), 2^(-1/4). */
    private static final int LOG_2 = 1488522236;

    private static final int SQRT_HALF = 1518500250;
    private static final int SQRT_SQRT_HALF = 1805811301;

    /** Coefficients of the polynomials in Q0.31: 11/240, 1/20 and 1/4 times 2^(1/4); 2 / 2^(1/4) - 2^(1/4). */
    private static final int NUMERATOR_CUBIC = 117049297;

    private static final int DENOMINATOR_SQUARE = 127690142;
    private static final int DENOMINATOR_LINEAR = 638450708;
    private static final int DENOMINATOR_CONSTANT = 1057819769;

    private Logarithm() {}

    /** {@code log(x)} in Q5.26 of {@code x} at least 1 in Q12.19. */
    public static int of(int x) {
        int headroom = Integer.numberOfLeadingZeros(x);
        int above = multiplyByPowerOfTwo(doublingHighMul(multiplyByPowerOfTwo(x, headroom - 1), SQRT_HALF), 1);
        int powerAbove = ((INPUT_INTEGER_BITS - headroom) << SUM_FRACTION_BITS) + QUARTER;

        int headroomBelow = Integer.numberOfLeadingZeros(doublingHighMul(x, SQRT_HALF)) - 1;
        int below = multiplyByPowerOfTwo(x, headroomBelow);
        int powerBelow = ((INPUT_INTEGER_BITS - headroomBelow) << SUM_FRACTION_BITS) - QUARTER;

        int power = Math.max(powerAbove, powerBelow);
        return multiplyByPowerOfTwo(doublingHighMul(power, LOG_2) + nearRoot(Math.min(above, below)), 1);
    }

    /** {@code log(r) + log(2) / 4} in Q6.25 of {@code r} in Q0.31 near 2^(-1/4). */
    private static int nearRoot(int r) {
        int mean = (int) ((r + (long) SQRT_SQRT_HALF + 1) / 2);
        int difference = 2 * (r - SQRT_SQRT_HALF);
        int square = doublingHighMul(difference, difference);
        int numerator = doublingHighMul(difference, r)
                + doublingHighMul(doublingHighMul(difference, square), NUMERATOR_CUBIC);
        int denominatorMinusOne = doublingHighMul(
                        mean, DENOMINATOR_CONSTANT + difference + doublingHighMul(DENOMINATOR_SQUARE, square))
                + doublingHighMul(DENOMINATOR_LINEAR, difference);
        return doublingHighMul(
                divideByPowerOfTwo(numerator, SUM_INTEGER_BITS), Transcendental.oneOverOnePlus(denominatorMinusOne));
    }
}
