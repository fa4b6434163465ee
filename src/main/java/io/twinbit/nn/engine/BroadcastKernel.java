package io.twinbit.nn.engine;

import io.twinbit.nn.lower.Broadcast;
import io.twinbit.nn.lower.BroadcastStep;
import io.twinbit.nn.lower.Operand;

/** Steps on elements of several tensors: the innermost dimension is a loop, those around it a recursion. */
final class BroadcastKernel {
    private BroadcastKernel() {}

    static void run(BroadcastStep step, Memory memory) {
        switch (step) {
            case BroadcastStep.Pairs pairs -> walk(pairs, memory, 0, 0, 0, 0, 0);
            case BroadcastStep.AddN addN -> run(addN, memory);
        }
    }

    /**
     * Dimension {@code d} and those within, from elements a, b and, if there is a third operand, c to element {@code
     * out}; returns the end of the output.
     */
    private static int walk(BroadcastStep.Pairs step, Memory memory, int d, int a, int b, int c, int out) {
        Broadcast broadcast = step.broadcast();
        int count = broadcast.dims()[d];
        if (d == broadcast.dims().length - 1) {
            row(step, memory, a, b, c, out, count);
            return out + count;
        }
        int[][] strides = broadcast.strides();
        int strideC = strides.length > 2 ? strides[2][d] : 0;
        int o = out;
        for (int i = 0; i < count; i++) {
            o = walk(step, memory, d + 1, a + i * strides[0][d], b + i * strides[1][d], c + i * strideC, o);
        }
        return o;
    }

    /** The innermost dimension: from here on places and strides are counted in bytes. */
    private static void row(BroadcastStep.Pairs step, Memory memory, int a, int b, int c, int out, int count) {
        int width = step.width();
        int widthB = step instanceof BroadcastStep.Prelu ? 1 : width;
        int[][] strides = step.broadcast().strides();
        int last = step.broadcast().dims().length - 1;
        byte[] inA = memory.of(step.a());
        int atA = Memory.at(step.a()) + a * width;
        int strideA = strides[0][last] * width;
        byte[] inB = memory.of(step.b());
        int atB = Memory.at(step.b()) + b * widthB;
        int strideB = strides[1][last] * widthB;
        byte[] arena = memory.arena();
        int at = step.output() + out * width;
        switch (step) {
            case BroadcastStep.Sum sum -> BroadcastRow.sum(sum, inA, atA, strideA, inB, atB, strideB, arena, at, count);
            case BroadcastStep.SquaredDifference square ->
                BroadcastRow.squaredDifference(square, inA, atA, strideA, inB, atB, strideB, arena, at, count);
            case BroadcastStep.Mul mul -> BroadcastRow.mul(mul, inA, atA, strideA, inB, atB, strideB, arena, at, count);
            case BroadcastStep.Div div -> BroadcastRow.div(div, inA, atA, strideA, inB, atB, strideB, arena, at, count);
            case BroadcastStep.Prelu prelu ->
                BroadcastRow.prelu(prelu, inA, atA, strideA, inB, atB, strideB, arena, at, count);
            case BroadcastStep.Compare compare ->
                BroadcastRow.compare(compare, inA, atA, strideA, inB, atB, strideB, arena, at, count);
            case BroadcastStep.Plain plain ->
                PlainRow.run(plain, inA, atA, strideA, inB, atB, strideB, memory, at, count);
            case BroadcastStep.Select select -> {
                byte[] conditions = memory.of(select.condition());
                int atC = Memory.at(select.condition()) + c;
                select(width, inA, atA, strideA, inB, atB, strideB, conditions, atC, strides[2][last], arena, at, count);
            }
        }
    }

    private static void select(
            int width, byte[] inA, int a, int strideA, byte[] inB, int b, int strideB, byte[] conditions, int c,
            int strideC, byte[] arena, int out, int count) {
        for (int i = 0; i < count; i++) {
            int value = conditions[c + i * strideC] != 0
                    ? Elements.get(inA, a + i * strideA, width)
                    : Elements.get(inB, b + i * strideB, width);
            Elements.put(arena, out + i * width, width, value);
        }
    }

    private static void run(BroadcastStep.AddN step, Memory memory) {
        byte[] arena = memory.arena();
        for (int i = 0; i < step.elements(); i++) {
            int sum = step.start();
            for (int k = 0; k < step.inputs().size(); k++) {
                Operand input = step.inputs().get(k);
                sum += step.input().apply(memory.of(input)[Memory.at(input) + i]);
            }
            arena[step.output() + i] = (byte) step.stage().apply(sum, 0);
        }
    }
}
