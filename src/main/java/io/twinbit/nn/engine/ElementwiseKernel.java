package io.twinbit.nn.engine;

import io.twinbit.nn.fixed.SigmoidTable;
import io.twinbit.nn.lower.ElementwiseStep;
import io.twinbit.nn.lower.Slopes;

/** Element by element. */
final class ElementwiseKernel {
    private ElementwiseKernel() {}

    static void run(ElementwiseStep step, Memory memory) {
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        switch (step) {
            case ElementwiseStep.Lookup lookup -> run(lookup, in, at, memory.arena());
            case ElementwiseStep.Clamp clamp -> run(clamp, in, at, memory.arena());
            case ElementwiseStep.Linear linear -> run(linear, in, at, memory.arena());
            case ElementwiseStep.Sigmoid sigmoid -> run(sigmoid, in, at, memory.arena());
            case ElementwiseStep.Quantize quantize -> ConversionKernel.run(quantize, in, at, memory.arena());
            case ElementwiseStep.Dequantize dequantize -> ConversionKernel.run(dequantize, in, at, memory.arena());
            case ElementwiseStep.Cast cast -> ConversionKernel.run(cast, in, at, memory);
        }
    }

    private static void run(ElementwiseStep.Lookup step, byte[] in, int at, byte[] arena) {
        byte[] table = step.table();
        int out = step.output();
        for (int i = 0; i < step.elements(); i++) {
            arena[out + i] = table[in[at + i] + 128];
        }
    }

    private static void run(ElementwiseStep.Clamp step, byte[] in, int at, byte[] arena) {
        int min = step.min();
        int max = step.max();
        for (int i = 0; i < step.elements(); i++) {
            Int16.put(arena, step.output() + 2 * i, Math.max(min, Math.min(Int16.get(in, at + 2 * i), max)));
        }
    }

    private static void run(ElementwiseStep.Linear step, byte[] in, int at, byte[] arena) {
        Slopes slopes = step.slopes();
        int inputWidth = step.inputWidth();
        int outputWidth = step.outputWidth();
        for (int i = 0; i < step.elements(); i++) {
            int y = slopes.apply(Elements.get(in, at + i * inputWidth, inputWidth));
            Elements.put(arena, step.output() + i * outputWidth, outputWidth, y);
        }
    }

    private static void run(ElementwiseStep.Sigmoid step, byte[] in, int at, byte[] arena) {
        char[] table = step.table();
        int half = step.shift() > 0 ? 1 << (step.shift() - 1) : 0;
        for (int i = 0; i < step.elements(); i++) {
            int x = (Elements.get(in, at + 2 * i, 2) * step.multiplier() + half) >> step.shift();
            int y = step.tanh() ? SigmoidTable.tanh(x, table) : SigmoidTable.logistic(x, table);
            Elements.put(arena, step.output() + 2 * i, 2, y);
        }
    }
}
