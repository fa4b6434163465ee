package io.twinbit.nn.engine;

import io.twinbit.nn.lower.Line;
import io.twinbit.nn.lower.ReductionStep;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** ARG_MAX, ARG_MIN and CUMSUM: line by line along one dimension. */
final class LineKernel {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private LineKernel() {}

    static void run(ReductionStep.ArgExtreme step, Memory memory) {
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        Line line = step.line();
        int out = step.output();
        for (int outer = 0; outer < line.outer(); outer++) {
            for (int inner = 0; inner < line.inner(); inner++) {
                int first = at + outer * line.size() * line.inner() + inner;
                INTS.set(memory.arena(), out, firstExtreme(in, first, line.inner(), line.size(), step.greatest()));
                out += Integer.BYTES;
            }
        }
    }

    private static int firstExtreme(byte[] in, int at, int stride, int count, boolean greatest) {
        int best = 0;
        int extreme = in[at];
        for (int i = 1; i < count; i++) {
            int value = in[at + i * stride];
            if (greatest ? value > extreme : value < extreme) {
                extreme = value;
                best = i;
            }
        }
        return best;
    }

    static void run(ReductionStep.CumulativeSum step, Memory memory) {
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        Line line = step.line();
        for (int outer = 0; outer < line.outer(); outer++) {
            for (int inner = 0; inner < line.inner(); inner++) {
                int first = outer * line.size() * line.inner() + inner;
                sums(step, in, at + first, memory.arena(), step.output() + first);
            }
        }
    }

    private static void sums(ReductionStep.CumulativeSum step, byte[] in, int at, byte[] arena, int out) {
        int size = step.line().size();
        int sum = scaled(step, 0);
        for (int i = 0; i < size; i++) {
            int place = (step.reverse() ? size - 1 - i : i) * step.line().inner();
            int with = sum + scaled(step, in[at + place]);
            arena[out + place] = (byte) step.stage().apply(step.exclusive() ? sum : with, 0);
            sum = with;
        }
    }

    private static int scaled(ReductionStep.CumulativeSum step, int x) {
        return step.stage().rounding().multiply((x - step.zeroPoint()) << step.leftShift(), step.factor());
    }
}
