package io.twinbit.nn.engine;

import io.twinbit.nn.lower.BroadcastStep;

/**
 * One row of integers as they are: places and strides in bytes, a stride 0 where an operand is repeated. Elements are
 * taken in blocks, so that neither their width nor the function is chosen anew for each.
 */
final class PlainRow {
    /** Rows of fewer elements are not worth a block. */
    private static final int SHORT = 16;

    private PlainRow() {}

    static void run(
            BroadcastStep.Plain step, byte[] inA, int a, int strideA, byte[] inB, int b, int strideB, Memory memory,
            int out, int count) {
        int width = step.width();
        if (count < SHORT) {
            runShort(step, inA, a, strideA, inB, b, strideB, memory.arena(), out, count);
            return;
        }
        int[] x = memory.blockA();
        int[] y = memory.blockB();
        for (int i = 0; i < count; i += Memory.BLOCK) {
            int block = Math.min(Memory.BLOCK, count - i);
            Elements.load(inA, a + i * strideA, strideA, width, x, block);
            Elements.load(inB, b + i * strideB, strideB, width, y, block);
            apply(step.function(), x, y, block);
            clamp(x, step.min(), step.max(), block);
            Elements.store(x, memory.arena(), out + i * width, width, block);
        }
    }

    private static void runShort(
            BroadcastStep.Plain step, byte[] inA, int a, int strideA, byte[] inB, int b, int strideB, byte[] arena,
            int out, int count) {
        int width = step.width();
        for (int i = 0; i < count; i++) {
            int x = Elements.get(inA, a + i * strideA, width);
            int y = Elements.get(inB, b + i * strideB, width);
            int result = Math.max(step.min(), Math.min(apply(step.function(), x, y), step.max()));
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

    /** Results take the place of {@code x}. */
    private static void apply(BroadcastStep.Function function, int[] x, int[] y, int count) {
        switch (function) {
            case SUM -> {
                for (int i = 0; i < count; i++) {
                    x[i] += y[i];
                }
            }
            case DIFFERENCE -> {
                for (int i = 0; i < count; i++) {
                    x[i] -= y[i];
                }
            }
            case SQUARED_DIFFERENCE -> {
                for (int i = 0; i < count; i++) {
                    x[i] = (x[i] - y[i]) * (x[i] - y[i]);
                }
            }
            case PRODUCT -> {
                for (int i = 0; i < count; i++) {
                    x[i] *= y[i];
                }
            }
            case MAXIMUM -> {
                for (int i = 0; i < count; i++) {
                    x[i] = Math.max(x[i], y[i]);
                }
            }
            case MINIMUM -> {
                for (int i = 0; i < count; i++) {
                    x[i] = Math.min(x[i], y[i]);
                }
            }
        }
    }

    private static void clamp(int[] x, int min, int max, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = Math.max(min, Math.min(x[i], max));
        }
    }
}
