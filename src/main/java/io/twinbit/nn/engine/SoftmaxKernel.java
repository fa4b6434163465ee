package io.twinbit.nn.engine;

import static io.twinbit.nn.fixed.FixedPoint.divideByPowerOfTwo;
import static io.twinbit.nn.fixed.FixedPoint.doublingHighMul;

import io.twinbit.nn.fixed.Transcendental;
import io.twinbit.nn.lower.ReductionStep;
import io.twinbit.nn.tensor.ElementType;

/**
 * SOFTMAX of int8: each row's exponentials over their sum, {@code 2^8 * e / sum - 2^7} or, to int16, {@code 2^16 * e /
 * sum - 2^15}. The sum is in Q12.19. Equals {@code reference/softmax.h}; where many near-equal elements make an output's
 * shift exceed 31, which that file leaves undefined, the result is the real one, 0 / 256.
 */
final class SoftmaxKernel {
    private static final int SUM_INTEGER_BITS = 12;

    private SoftmaxKernel() {}

    static void run(ReductionStep.Softmax step, Memory memory) {
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        int outputBytes = step.outputType().bytes();
        for (int row = 0; row < step.rows(); row++) {
            int first = row * step.depth();
            row(step, in, at + first, memory.arena(), step.output() + first * outputBytes);
        }
    }

    private static void row(ReductionStep.Softmax step, byte[] in, int at, byte[] arena, int out) {
        int[] exponentials = step.exponentials();
        int max = max(in, at, step.depth());
        int sum = 0;
        for (int i = 0; i < step.depth(); i++) {
            sum += shiftRight(exponentials[max - in[at + i]], SUM_INTEGER_BITS, step.truncates());
        }
        int headroom = Integer.numberOfLeadingZeros(sum);
        int reciprocal = Transcendental.oneOverOnePlus((sum << headroom) + Integer.MIN_VALUE);
        boolean toInt16 = step.outputType() == ElementType.INT16;
        int shift = SUM_INTEGER_BITS - headroom + 31 - (toInt16 ? Short.SIZE : Byte.SIZE);
        for (int i = 0; i < step.depth(); i++) {
            int probability = doublingHighMul(reciprocal, exponentials[max - in[at + i]]);
            int steps = shift > 31 ? 0 : shiftRight(probability, shift, step.truncates());
            if (toInt16) {
                Int16.put(arena, out + i * Short.BYTES, Math.min(steps + Short.MIN_VALUE, Short.MAX_VALUE));
            } else {
                arena[out + i] = (byte) Math.min(steps + Byte.MIN_VALUE, Byte.MAX_VALUE);
            }
        }
    }

    private static int shiftRight(int x, int exponent, boolean truncates) {
        return truncates ? x >> exponent : divideByPowerOfTwo(x, exponent);
    }

    static int max(byte[] in, int at, int count) {
        int max = Byte.MIN_VALUE;
        for (int i = at; i < at + count; i++) {
            max = Math.max(max, in[i]);
        }
        return max;
    }
}
