package io.twinbit.nn.engine;

import io.twinbit.nn.lower.BroadcastStep;

/** One row of integers as they are: places and strides in bytes, a stride 0 where an operand is repeated. */
final class PlainRow {
    private PlainRow() {}

    static void run(
            BroadcastStep.Plain step, byte[] inA, int a, int strideA, byte[] inB, int b, int strideB, byte[] arena,
            int out, int count) {
        int width = step.width();
        for (int i = 0; i < count; i++) {
            int x = Elements.get(inA, a + i * strideA, width);
            int y = Elements.get(inB, b + i * strideB, width);
            int result = Math.clamp(apply(step.function(), x, y), step.min(), step.max());
            Elements.put(arena, out + i * width, width, result);
        }
    }

    private static int apply(BroadcastStep.Function function, int x, int y) {
        return switch (function) {
            case SUM -> x + y;
            case DIFFERENCE -> x - y;
            case SQUARED_DIFFERENCE -> (x - y) * (x - y);
            case PRODUCT -> x * y;
            case MAXIMUM -> Math.max(x, y);
            case MINIMUM -> Math.min(x, y);
        };
    }
}
