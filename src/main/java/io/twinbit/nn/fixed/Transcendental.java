package io.twinbit.nn.fixed;

import static io.twinbit.nn.fixed.FixedPoint.divideByPowerOfTwo;
import static io.twinbit.nn.fixed.FixedPoint.doublingHighMul;
import static io.twinbit.nn.fixed.FixedPoint.multiplyByPowerOfTwo;

/**
 * Exponential, logistic, hyperbolic tangent and reciprocal in integers; each equals the function of gemmlowp's {@code
 * fixedpoint/fixedpoint.h}.
 */
public final class Transcendental {
    /** {@code exp(-2^k)} in Q0.31 for k = -2, -1, … 4. */
    private static final int[] EXP_OF_MINUS_POWER_OF_TWO = {
        1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242
    };

    private static final int EXP_OF_MINUS_EIGHTH = 1895147668;
    private static final int THIRD = 715827883;
    private static final int EIGHTH = 1 << 28;

    /** 48/17 and -32/17 in Q2.29: the straight line that Newton's method for the reciprocal starts from. */
    private static final int NEWTON_CONSTANT = 1515870810;

    private static final int NEWTON_SLOPE = -1010580540;
    private static final int NEWTON_STEPS = 3;
    private static final int ONE_IN_Q2 = 1 << 29;

    private Transcendental() {}

    /**
     * {@code exp(a)} in Q0.31 of {@code a <= 0} in Q(integerBits).(31 - integerBits), integerBits 1 to 5
     * ({@code exp_on_negative_values}).
     */
    public static int expOfNegative(int a, int integerBits) {
        if (a == 0) {
            return Integer.MAX_VALUE;
        }
        int quarter = 1 << (31 - integerBits - 2);
        int fraction = (a & (quarter - 1)) - quarter;
        int result = expNearZero(fraction << integerBits);
        int remainder = fraction - a;
        for (int k = -2; k < integerBits; k++) {
            if ((remainder & (1 << (31 - integerBits + k))) != 0) {
                result = doublingHighMul(result, EXP_OF_MINUS_POWER_OF_TWO[k + 2]);
            }
        }
        return result;
    }

    /** {@code exp(a)} in Q0.31 of {@code a} in Q0.31 within [-1/4, 0): four terms of Taylor's series around -1/8. */
    private static int expNearZero(int a) {
        int x = a + EIGHTH;
        int x2 = doublingHighMul(x, x);
        int x3 = doublingHighMul(x2, x);
        int x4 = doublingHighMul(x2, x2);
        int higher = divideByPowerOfTwo(doublingHighMul(divideByPowerOfTwo(x4, 2) + x3, THIRD) + x2, 1);
        return EXP_OF_MINUS_EIGHTH + doublingHighMul(EXP_OF_MINUS_EIGHTH, x + higher);
    }

    /** {@code 1 / (1 + a)} in Q0.31 of {@code a} in Q0.31 within [0, 1] ({@code one_over_one_plus_x_for_x_in_0_1}). */
    public static int oneOverOnePlus(int a) {
        return multiplyByPowerOfTwo(twoOverOnePlus(a), 1);
    }

    /** {@code (1 - a) / (1 + a)} in Q0.31 of the same ({@code one_minus_x_over_one_plus_x_for_x_in_0_1}). */
    private static int oneMinusOverOnePlus(int a) {
        return multiplyByPowerOfTwo(twoOverOnePlus(a) - ONE_IN_Q2, 2);
    }

    /** {@code 2 / (1 + a)} in Q2.29 of {@code a} in Q0.31 within [0, 1], by Newton's method. */
    private static int twoOverOnePlus(int a) {
        int halfDenominator = (int) ((a + (long) Integer.MAX_VALUE + 1) / 2);
        int x = NEWTON_CONSTANT + doublingHighMul(halfDenominator, NEWTON_SLOPE);
        for (int step = 0; step < NEWTON_STEPS; step++) {
            int error = ONE_IN_Q2 - doublingHighMul(halfDenominator, x);
            x += multiplyByPowerOfTwo(doublingHighMul(x, error), 2);
        }
        return x;
    }

    /** {@code 1 / (1 + exp(-a))} in Q0.31 of {@code a} in Q(integerBits).(31 - integerBits) ({@code logistic}). */
    public static int logistic(int a, int integerBits) {
        if (a == 0) {
            return 1 << 30;
        }
        int ofMagnitude = oneOverOnePlus(expOfNegative(-Math.abs(a), integerBits));
        return a > 0 ? ofMagnitude : Integer.MAX_VALUE - ofMagnitude;
    }

    /**
     * {@code tanh(a)} in Q0.31 of {@code a} in Q(integerBits).(31 - integerBits), integerBits 0 to 4 ({@code tanh}): by
     * the exponential of {@code -2|a|}, whose raw number is that of {@code -|a|} with one more integer bit.
     */
    public static int tanh(int a, int integerBits) {
        if (a == 0) {
            return 0;
        }
        int ofMagnitude = oneMinusOverOnePlus(expOfNegative(-Math.abs(a), integerBits + 1));
        return a > 0 ? ofMagnitude : -ofMagnitude;
    }
}
