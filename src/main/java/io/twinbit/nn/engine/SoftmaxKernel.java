package io.twinbit.nn.engine;

import static io.twinbit.nn.fixed.FixedPoint.divideByPowerOfTwo;
import static io.twinbit.nn.fixed.FixedPoint.doublingHighMul;

import io.twinbit.nn.fixed.Transcendental;
import io.twinbit.nn.lower.ReductionStep;

/**
 * SOFTMAX: each row's exponentials over their sum, {@code 256 * e / sum - 128}. The sum is in Q12.19. Equals
 * {@code reference/softmax.h}; where many near-equal elements make an output's shift exceed 31, which that file leaves
 * undefined, the result is the real one, 0 / 256.
 */
final class SoftmaxKernel {
    private static final int SUM_INTEGER_BITS = 12;
    private static final int TO_INT8 = 31 - 8;

    private SoftmaxKernel() {}

    static void run(ReductionStep.Softmax step, Memory memory) {
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        for (int row = 0; row < step.rows(); row++) {
            row(step, in, at + row * step.depth(), memory.arena(), step.output() + row * step.depth());
        }
    }

    private static void row(ReductionStep.Softmax step, byte[] in, int at, byte[] arena, int out) {
        int[] exponentials = step.exponentials();
        int max = max(in, at, step.depth());
        int sum = 0;
        for (int i = 0; i < step.depth(); i++) {
            sum += divideByPowerOfTwo(exponentials[max - in[at + i]], SUM_INTEGER_BITS);
        }
        int headroom = Integer.numberOfLeadingZeros(sum);
        int reciprocal = Transcendental.oneOverOnePlus((sum << headroom) + Integer.MIN_VALUE);
        int shift = SUM_INTEGER_BITS - headroom + TO_INT8;
        for (int i = 0; i < step.depth(); i++) {
            int probability = doublingHighMul(reciprocal, exponentials[max - in[at + i]]);
            int steps = shift > 31 ? 0 : divideByPowerOfTwo(probability, shift);
            arena[out + i] = (byte) Math.min(steps + Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
    }

    private static int max(byte[] in, int at, int count) {
        int max = Byte.MIN_VALUE;
        for (int i = at; i < at + count; i++) {
            max = Math.max(max, in[i]);
        }
        return max;
    }
}
