package io.twinbit.nn.engine;

import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.lower.Broadcast;
import io.twinbit.nn.lower.BroadcastStep;

/** Steps on pairs of elements with broadcasting: the innermost dimension is a loop, those around it a recursion. */
final class BroadcastKernel {
    private BroadcastKernel() {}

    static void run(BroadcastStep step, Memory memory) {
        walk(step, memory, 0, Memory.at(step.a()), Memory.at(step.b()), step.output());
    }

    /**
     * Dimension {@code d} and those within, from elements a and b to element {@code out}; returns the end of the
     * output.
     */
    private static int walk(BroadcastStep step, Memory memory, int d, int a, int b, int out) {
        Broadcast broadcast = step.broadcast();
        int count = broadcast.dims()[d];
        int strideA = broadcast.stridesA()[d];
        int strideB = broadcast.stridesB()[d];
        if (d == broadcast.dims().length - 1) {
            row(step, memory, a, strideA, b, strideB, out, count);
            return out + count;
        }
        int o = out;
        for (int i = 0; i < count; i++) {
            o = walk(step, memory, d + 1, a + i * strideA, b + i * strideB, o);
        }
        return o;
    }

    private static void row(
            BroadcastStep step, Memory memory, int a, int strideA, int b, int strideB, int out, int count) {
        byte[] inA = memory.of(step.a());
        byte[] inB = memory.of(step.b());
        switch (step) {
            case BroadcastStep.Add add -> add(add, inA, a, strideA, inB, b, strideB, memory.arena(), out, count);
            case BroadcastStep.Mul mul -> mul(mul, inA, a, strideA, inB, b, strideB, memory.arena(), out, count);
        }
    }

    private static void add(
            BroadcastStep.Add step, byte[] inA, int a, int strideA, byte[] inB, int b, int strideB, byte[] arena, int out,
            int count) {
        Rounding rounding = step.stage().rounding();
        for (int i = 0; i < count; i++) {
            int x = (inA[a + i * strideA] - step.zeroPointA()) << step.leftShift();
            int y = (inB[b + i * strideB] - step.zeroPointB()) << step.leftShift();
            int sum = rounding.multiply(x, step.factorA()) + rounding.multiply(y, step.factorB());
            arena[out + i] = (byte) step.stage().apply(sum, 0);
        }
    }

    private static void mul(
            BroadcastStep.Mul step, byte[] inA, int a, int strideA, byte[] inB, int b, int strideB, byte[] arena, int out,
            int count) {
        for (int i = 0; i < count; i++) {
            int product = (inA[a + i * strideA] - step.zeroPointA()) * (inB[b + i * strideB] - step.zeroPointB());
            arena[out + i] = (byte) step.stage().apply(product, 0);
        }
    }
}
