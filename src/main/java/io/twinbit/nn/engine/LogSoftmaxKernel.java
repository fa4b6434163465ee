package io.twinbit.nn.engine;

import static io.twinbit.nn.fixed.FixedPoint.divideByPowerOfTwo;

import io.twinbit.nn.fixed.Logarithm;
import io.twinbit.nn.lower.ReductionStep;

/**
 * LOG_SOFTMAX: each row's differences from its greatest element, less the logarithm of the sum of their exponentials.
 * Equals {@code LogSoftmaxQuantized} of {@code reference/log_softmax.h}.
 */
final class LogSoftmaxKernel {
    private static final int SUM_INTEGER_BITS = 12;

    /** From Q5.26 to steps of 1/16. */
    private static final int TO_INT8 = 22;

    private LogSoftmaxKernel() {}

    static void run(ReductionStep.LogSoftmax step, Memory memory) {
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        for (int row = 0; row < step.rows(); row++) {
            row(step, in, at + row * step.depth(), memory.arena(), step.output() + row * step.depth());
        }
    }

    private static void row(ReductionStep.LogSoftmax step, byte[] in, int at, byte[] arena, int out) {
        int max = SoftmaxKernel.max(in, at, step.depth());
        int sum = 0;
        for (int i = 0; i < step.depth(); i++) {
            sum += divideByPowerOfTwo(step.exponentials()[max - in[at + i]], SUM_INTEGER_BITS);
        }
        int log = Logarithm.of(sum);
        int lowest = Math.max(step.lowest(), step.rounding().multiply(log + Integer.MIN_VALUE, step.perUnit()));
        for (int i = 0; i < step.depth(); i++) {
            int difference = in[at + i] - max;
            arena[out + i] = difference > lowest ? quantized(step.differences()[-difference] - log) : Byte.MIN_VALUE;
        }
    }

    private static byte quantized(int value) {
        return (byte) Math.clamp(divideByPowerOfTwo(value, TO_INT8) + Byte.MAX_VALUE, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }
}
