package io.twinbit.nn.engine;

import io.twinbit.nn.lower.Operand;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Step;
import java.util.function.ToIntFunction;

/**
 * What kernels read and write: the arena, and working space that holds nothing from one step to the next.
 *
 * @param arena of the program
 * @param patch the inputs that one output pixel of a convolution sees
 * @param sums one accumulator for each channel
 * @param wideSums the same of 64 bits
 * @param left one row of the left side of a product
 * @param right all of the right side, column by column
 * @param blockA some elements of an operand
 * @param blockB the same of another
 */
@SuppressWarnings("ArrayRecordComponent")
record Memory(
        byte[] arena, byte[] patch, int[] sums, long[] wideSums, short[] left, short[] right, int[] blockA,
        int[] blockB) {
    /** Elements that are taken at once: few enough to stay near the processor. */
    static final int BLOCK = 256;

    static Memory of(Program program) {
        return new Memory(
                new byte[program.arenaBytes()],
                new byte[most(program, Step::patchBytes)],
                new int[most(program, Step::accumulators)],
                new long[most(program, Step::wideAccumulators)],
                new short[most(program, Step::leftElements)],
                new short[most(program, Step::rightElements)],
                new int[BLOCK],
                new int[BLOCK]);
    }

    private static int most(Program program, ToIntFunction<Step> need) {
        return program.steps().stream().mapToInt(need).max().orElse(0);
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
