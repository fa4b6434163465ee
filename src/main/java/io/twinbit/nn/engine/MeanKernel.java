package io.twinbit.nn.engine;

import io.twinbit.nn.lower.ReductionStep;

/** MEAN over any dimensions: one recursion along those that stay, in it one along those that are summed. */
final class MeanKernel {
    private MeanKernel() {}

    static void run(ReductionStep.Mean step, Memory memory) {
        kept(step, memory, 0, Memory.at(step.input()), step.output());
    }

    /** Dimension {@code d} of those that stay and those within; returns the end of what was written. */
    private static int kept(ReductionStep.Mean step, Memory memory, int d, int at, int out) {
        if (d == step.kept().length) {
            int sum = step.bias() + sum(step, memory.of(step.input()), 0, at);
            memory.arena()[out] = (byte) step.stage().apply(sum, 0);
            return out + 1;
        }
        int o = out;
        for (int i = 0; i < step.kept()[d]; i++) {
            o = kept(step, memory, d + 1, at + i * step.keptStrides()[d], o);
        }
        return o;
    }

    private static int sum(ReductionStep.Mean step, byte[] in, int d, int at) {
        if (d == step.reduced().length) {
            return in[at];
        }
        int sum = 0;
        for (int i = 0; i < step.reduced()[d]; i++) {
            sum += sum(step, in, d + 1, at + i * step.reducedStrides()[d]);
        }
        return sum;
    }
}
