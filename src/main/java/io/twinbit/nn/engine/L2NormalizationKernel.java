package io.twinbit.nn.engine;

import io.twinbit.nn.fixed.InverseSquareRoot;
import io.twinbit.nn.lower.ReductionStep;

/** L2_NORMALIZATION: each row over the root of the sum of its squares. Equals {@code integer_ops/l2normalization.h}. */
final class L2NormalizationKernel {
    /** Output in steps of 2^-7. */
    private static final int TO_INT8 = 7;

    private L2NormalizationKernel() {}

    static void run(ReductionStep.L2Normalization step, Memory memory) {
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        for (int row = 0; row < step.rows(); row++) {
            row(step, in, at + row * step.depth(), memory.arena(), step.output() + row * step.depth());
        }
    }

    private static void row(ReductionStep.L2Normalization step, byte[] in, int at, byte[] arena, int out) {
        int squares = 0;
        for (int i = 0; i < step.depth(); i++) {
            int x = in[at + i] - step.zeroPoint();
            squares += x * x;
        }
        int mantissa = InverseSquareRoot.mantissa(squares);
        int shift = InverseSquareRoot.shift(squares) + TO_INT8;
        for (int i = 0; i < step.depth(); i++) {
            int steps = step.rounding().multiply(in[at + i] - step.zeroPoint(), mantissa, shift);
            arena[out + i] = (byte) Math.clamp(steps, Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
    }
}
