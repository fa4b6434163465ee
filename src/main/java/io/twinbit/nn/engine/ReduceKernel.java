package io.twinbit.nn.engine;

import io.twinbit.nn.lower.Reduction;
import io.twinbit.nn.lower.ReductionStep;
import io.twinbit.nn.tensor.ElementType;

/**
 * MEAN, SUM, REDUCE_MAX and REDUCE_MIN over any dimensions: one recursion along those that stay, in it one along those
 * that come together, whose innermost is a loop.
 */
final class ReduceKernel {
    private ReduceKernel() {}

    static void run(ReductionStep.Sum step, Memory memory) {
        kept(step, memory, 0, Memory.at(step.input()), step.output());
    }

    /** Dimension {@code d} of those that stay and those within; returns the end of what was written. */
    private static int kept(ReductionStep.Sum step, Memory memory, int d, int at, int out) {
        Reduction reduction = step.reduction();
        if (d == reduction.kept().length) {
            return put(step, memory.arena(), out, sum(step, memory.of(step.input()), 0, at));
        }
        int o = out;
        for (int i = 0; i < reduction.kept()[d]; i++) {
            o = kept(step, memory, d + 1, at + i * reduction.keptStrides()[d], o);
        }
        return o;
    }

    private static int put(ReductionStep.Sum step, byte[] arena, int out, int sum) {
        int value = step.total().apply(sum);
        if (step.type() == ElementType.INT16) {
            Int16.put(arena, out, value);
            return out + Short.BYTES;
        }
        arena[out] = (byte) value;
        return out + 1;
    }

    private static int sum(ReductionStep.Sum step, byte[] in, int d, int at) {
        Reduction reduction = step.reduction();
        int left = reduction.reduced().length - d;
        if (left <= 1) {
            int count = left == 1 ? reduction.reduced()[d] : 1;
            int stride = left == 1 ? reduction.reducedStrides()[d] : 0;
            return step.type() == ElementType.INT16 ? sumInt16(in, at, stride, count) : sum(in, at, stride, count);
        }
        int sum = 0;
        for (int i = 0; i < reduction.reduced()[d]; i++) {
            sum += sum(step, in, d + 1, at + i * reduction.reducedStrides()[d]);
        }
        return sum;
    }

    private static int sum(byte[] in, int at, int stride, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += in[at + i * stride];
        }
        return sum;
    }

    private static int sumInt16(byte[] in, int at, int stride, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Int16.get(in, at + i * stride);
        }
        return sum;
    }

    static void run(ReductionStep.Extreme step, Memory memory) {
        kept(step, memory, 0, Memory.at(step.input()), step.output());
    }

    private static int kept(ReductionStep.Extreme step, Memory memory, int d, int at, int out) {
        Reduction reduction = step.reduction();
        if (d == reduction.kept().length) {
            memory.arena()[out] = (byte) extreme(step, memory.of(step.input()), 0, at);
            return out + 1;
        }
        int o = out;
        for (int i = 0; i < reduction.kept()[d]; i++) {
            o = kept(step, memory, d + 1, at + i * reduction.keptStrides()[d], o);
        }
        return o;
    }

    private static int extreme(ReductionStep.Extreme step, byte[] in, int d, int at) {
        Reduction reduction = step.reduction();
        if (d == reduction.reduced().length) {
            return in[at];
        }
        int extreme = step.greatest() ? Byte.MIN_VALUE : Byte.MAX_VALUE;
        for (int i = 0; i < reduction.reduced()[d]; i++) {
            int value = extreme(step, in, d + 1, at + i * reduction.reducedStrides()[d]);
            extreme = step.greatest() ? Math.max(extreme, value) : Math.min(extreme, value);
        }
        return extreme;
    }
}
