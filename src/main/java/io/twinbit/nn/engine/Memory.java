package io.twinbit.nn.engine;

import io.twinbit.nn.lower.Operand;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Step;

/**
 * What kernels read and write: the arena, and working space that holds nothing from one step to the next.
 *
 * @param arena of the program
 * @param patch the inputs that one output pixel of a convolution sees
 * @param sums one accumulator for each channel
 */
@SuppressWarnings("ArrayRecordComponent")
record Memory(byte[] arena, byte[] patch, int[] sums) {
    static Memory of(Program program) {
        int patch = program.steps().stream().mapToInt(Step::patchBytes).max().orElse(0);
        int sums = program.steps().stream().mapToInt(Step::accumulators).max().orElse(0);
        return new Memory(new byte[program.arenaBytes()], new byte[patch], new int[sums]);
    }

    /** The array that holds an operand, from {@link #at} on. */
    byte[] of(Operand operand) {
        return switch (operand) {
            case Operand.InArena _ -> arena;
            case Operand.Literal literal -> literal.bytes();
        };
    }

    static int at(Operand operand) {
        return switch (operand) {
            case Operand.InArena place -> place.offset();
            case Operand.Literal _ -> 0;
        };
    }
}
