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
        int patch = program.steps().stream().mapToInt(Memory::patchBytes).max().orElse(0);
        int sums = program.steps().stream().mapToInt(Memory::channels).max().orElse(0);
        return new Memory(new byte[program.arenaBytes()], new byte[patch], new int[sums]);
    }

    private static int patchBytes(Step step) {
        return step instanceof Step.Conv2d conv ? conv.matrix().depth() : 0;
    }

    private static int channels(Step step) {
        return switch (step) {
            case Step.DepthwiseConv2d conv -> conv.window().outC();
            case Step.AveragePool2d pool -> pool.window().outC();
            case Step.MaxPool2d pool -> pool.window().outC();
            case Step.Conv2d _, Step.FullyConnected _, Step.Binary _, Step.Softmax _, Step.Lookup _,
                    Step.Copy _, Step.Pad _, Step.Mean _, Step.Concatenation _, Step.Quantize _, Step.Dequantize _ -> 0;
        };
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
