package io.twinbit.nn.engine;

import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.lower.Broadcast;
import io.twinbit.nn.lower.Step;

/** ADD and MUL with broadcasting: the innermost dimension is a loop, those around it a recursion. */
final class BinaryKernel {
    private BinaryKernel() {}

    static void run(Step.Add step, Memory memory) {
        add(step, memory, 0, Memory.at(step.a()), Memory.at(step.b()), step.output());
    }

    static void run(Step.Mul step, Memory memory) {
        mul(step, memory, 0, Memory.at(step.a()), Memory.at(step.b()), step.output());
    }

    /** Dimension {@code d} and those within, from elements a and b to element {@code out}; returns the end of the output. */
    private static int add(Step.Add step, Memory memory, int d, int a, int b, int out) {
        Broadcast broadcast = step.broadcast();
        if (d == broadcast.dims().length - 1) {
            return addRow(step, memory, a, b, out);
        }
        int o = out;
        for (int i = 0; i < broadcast.dims()[d]; i++) {
            o = add(step, memory, d + 1, a + i * broadcast.stridesA()[d], b + i * broadcast.stridesB()[d], o);
        }
        return o;
    }

    private static int addRow(Step.Add step, Memory memory, int a, int b, int out) {
        byte[] inA = memory.of(step.a());
        byte[] inB = memory.of(step.b());
        int last = step.broadcast().dims().length - 1;
        int count = step.broadcast().dims()[last];
        int strideA = step.broadcast().stridesA()[last];
        int strideB = step.broadcast().stridesB()[last];
        Rounding rounding = step.stage().rounding();
        for (int i = 0; i < count; i++) {
            int x = (inA[a + i * strideA] - step.zeroPointA()) << step.leftShift();
            int y = (inB[b + i * strideB] - step.zeroPointB()) << step.leftShift();
            int sum = rounding.multiply(x, step.factorA()) + rounding.multiply(y, step.factorB());
            memory.arena()[out + i] = step.stage().apply(sum, 0);
        }
        return out + count;
    }

    private static int mul(Step.Mul step, Memory memory, int d, int a, int b, int out) {
        Broadcast broadcast = step.broadcast();
        if (d == broadcast.dims().length - 1) {
            return mulRow(step, memory, a, b, out);
        }
        int o = out;
        for (int i = 0; i < broadcast.dims()[d]; i++) {
            o = mul(step, memory, d + 1, a + i * broadcast.stridesA()[d], b + i * broadcast.stridesB()[d], o);
        }
        return o;
    }

    private static int mulRow(Step.Mul step, Memory memory, int a, int b, int out) {
        byte[] inA = memory.of(step.a());
        byte[] inB = memory.of(step.b());
        int last = step.broadcast().dims().length - 1;
        int count = step.broadcast().dims()[last];
        int strideA = step.broadcast().stridesA()[last];
        int strideB = step.broadcast().stridesB()[last];
        for (int i = 0; i < count; i++) {
            int product = (inA[a + i * strideA] - step.zeroPointA()) * (inB[b + i * strideB] - step.zeroPointB());
            memory.arena()[out + i] = step.stage().apply(product, 0);
        }
        return out + count;
    }
}
