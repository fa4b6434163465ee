package io.twinbit.nn.engine;

import io.twinbit.nn.lower.LayoutStep;
import io.twinbit.nn.lower.Operand;
import java.util.Arrays;

/** Steps that only move bytes. */
final class LayoutKernel {
    private LayoutKernel() {}

    static void run(LayoutStep step, Memory memory) {
        switch (step) {
            case LayoutStep.Copy copy -> run(copy, memory);
            case LayoutStep.Pad pad -> run(pad, memory);
            case LayoutStep.Concatenation concatenation -> run(concatenation, memory);
        }
    }

    private static void run(LayoutStep.Copy step, Memory memory) {
        System.arraycopy(memory.of(step.input()), Memory.at(step.input()), memory.arena(), step.output(), step.bytes());
    }

    private static void run(LayoutStep.Pad step, Memory memory) {
        Arrays.fill(memory.arena(), step.output(), step.output() + step.outElements(), step.value());
        place(step, memory, 0, Memory.at(step.input()), step.output() + step.start());
    }

    /** Dimension {@code d} of the input and those within; returns the end of what was read. */
    private static int place(LayoutStep.Pad step, Memory memory, int d, int at, int out) {
        int count = step.dims()[d];
        if (d == step.dims().length - 1) {
            System.arraycopy(memory.of(step.input()), at, memory.arena(), out, count);
            return at + count;
        }
        int from = at;
        for (int i = 0; i < count; i++) {
            from = place(step, memory, d + 1, from, out + i * step.outStrides()[d]);
        }
        return from;
    }

    private static void run(LayoutStep.Concatenation step, Memory memory) {
        int out = step.output();
        for (int row = 0; row < step.rows(); row++) {
            for (int i = 0; i < step.pieceBytes().length; i++) {
                Operand input = step.inputs().get(i);
                int bytes = step.pieceBytes()[i];
                System.arraycopy(memory.of(input), Memory.at(input) + row * bytes, memory.arena(), out, bytes);
                out += bytes;
            }
        }
    }
}
