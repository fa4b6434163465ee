package io.twinbit.nn.fixed;

import static io.twinbit.nn.fixed.FixedPoint.divideByPowerOfTwo;
import static io.twinbit.nn.fixed.FixedPoint.doublingHighMul;
import static io.twinbit.nn.fixed.FixedPoint.multiplyByPowerOfTwo;

/**
 * {@code 1 / sqrt(x)} of a positive integer as mantissa and shift, as {@link Multiplier} has them. Equals {@code
 * GetInvSqrtQuantizedMultiplierExp} of TensorFlow Lite ({@code kernels/internal/common.h}), which normalizes {@code x}
 * to [1/2, 2) by an even shift and takes five steps of Newton's method in Q3.28.
 */
public final class InverseSquareRoot {
    private static final int INTEGER_BITS = 3;
    private static final int ONE = 1 << 28;
    private static final int HALF_THREE = ONE + (ONE >> 1);
    private static final int HALF_SQRT_2 = 1518500250;
    private static final int STEPS = 5;
    private static final int TOO_LARGE = 1 << 29;

    private InverseSquareRoot() {}

    /** Of {@code x >= 1}; 1, whose root does not fit, is a little below. */
    public static int mantissa(int x) {
        if (x <= 1) {
            return Integer.MAX_VALUE;
        }
        int input = normalized(x) >> 1;
        int half = divideByPowerOfTwo(input, 1);
        int root = ONE;
        for (int step = 0; step < STEPS; step++) {
            int cube = multiplyByPowerOfTwo(doublingHighMul(doublingHighMul(root, root), root), 2 * INTEGER_BITS);
            int change = doublingHighMul(HALF_THREE, root) - doublingHighMul(half, cube);
            root = multiplyByPowerOfTwo(change, INTEGER_BITS);
        }
        int mantissa = doublingHighMul(root, HALF_SQRT_2);
        return mantissa << Math.max(-rightShift(x), 0);
    }

    /** The left shift that goes with {@link #mantissa}; 0 or below. */
    public static int shift(int x) {
        return x <= 1 ? 0 : -Math.max(rightShift(x), 0);
    }

    /** Brought between 2^27 and 2^29 by an even shift. */
    private static int normalized(int x) {
        return fitting(x) << (2 * leftPairs(x));
    }

    private static int rightShift(int x) {
        return 11 + (x >= TOO_LARGE ? 1 : 0) - leftPairs(x);
    }

    private static int fitting(int x) {
        return x >= TOO_LARGE ? x / 4 : x;
    }

    /** How many times {@link #fitting} is multiplied by four. */
    private static int leftPairs(int x) {
        return (Integer.numberOfLeadingZeros(fitting(x)) - 1) / 2 - 1;
    }
}
