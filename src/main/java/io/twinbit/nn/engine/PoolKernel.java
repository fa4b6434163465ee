package io.twinbit.nn.engine;

import io.twinbit.nn.lower.Window;
import io.twinbit.nn.lower.WindowStep;
import io.twinbit.nn.tensor.ElementType;
import java.util.Arrays;

/** AVERAGE_POOL_2D and MAX_POOL_2D: for each output pixel all channels at once, over the cells inside the image. */
final class PoolKernel {
    private PoolKernel() {}

    static void run(WindowStep.AveragePool2d step, Memory memory) {
        Window window = step.window();
        int[] sums = memory.sums();
        for (int i = 0; i < pixels(window); i++) {
            int cells = sum(step, memory, i, sums);
            for (int c = 0; c < window.outC(); c++) {
                int sum = step.wraps() ? (short) sums[c] : sums[c];
                int half = sum > 0 ? cells / 2 : -(cells / 2);
                sums[c] = Math.clamp((sum + half) / cells, step.min(), step.max());
            }
            put(sums, memory.arena(), step.output(), i * window.outC(), window.outC(), step.type());
        }
    }

    static void run(WindowStep.MaxPool2d step, Memory memory) {
        Window window = step.window();
        int[] greatest = memory.sums();
        for (int i = 0; i < pixels(window); i++) {
            max(step, memory, i, greatest);
            for (int c = 0; c < window.outC(); c++) {
                greatest[c] = Math.clamp(greatest[c], step.min(), step.max());
            }
            put(greatest, memory.arena(), step.output(), i * window.outC(), window.outC(), step.type());
        }
    }

    private static int pixels(Window window) {
        return window.batches() * window.outH() * window.outW();
    }

    private static void put(int[] values, byte[] arena, int output, int first, int count, ElementType type) {
        if (type == ElementType.INT16) {
            for (int c = 0; c < count; c++) {
                Int16.put(arena, output + (first + c) * Short.BYTES, values[c]);
            }
        } else {
            for (int c = 0; c < count; c++) {
                arena[output + first + c] = (byte) values[c];
            }
        }
    }

    /**
     * Sums the window of output pixel {@code i}, counted over all batches, for each channel; returns the number of
     * cells.
     */
    private static int sum(WindowStep.AveragePool2d step, Memory memory, int i, int[] sums) {
        Window window = step.window();
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        Arrays.fill(sums, 0, window.inC(), 0);
        int first = Math.max(0, left(window, i));
        int end = right(window, i);
        int bottom = bottom(window, i);
        int cells = 0;
        for (int y = Math.max(0, top(window, i)); y < bottom; y++) {
            int row = row(window, i, y);
            for (int x = first; x < end; x++) {
                add(in, at, row + x * window.inC(), sums, window.inC(), step.type());
                cells++;
            }
        }
        return cells;
    }

    private static void add(byte[] in, int at, int cell, int[] sums, int channels, ElementType type) {
        if (type == ElementType.INT16) {
            for (int c = 0; c < channels; c++) {
                sums[c] += Int16.get(in, at + (cell + c) * Short.BYTES);
            }
        } else {
            for (int c = 0; c < channels; c++) {
                sums[c] += in[at + cell + c];
            }
        }
    }

    private static void max(WindowStep.MaxPool2d step, Memory memory, int i, int[] greatest) {
        Window window = step.window();
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        Arrays.fill(greatest, 0, window.inC(), Short.MIN_VALUE);
        int first = Math.max(0, left(window, i));
        int end = right(window, i);
        int bottom = bottom(window, i);
        for (int y = Math.max(0, top(window, i)); y < bottom; y++) {
            int row = row(window, i, y);
            for (int x = first; x < end; x++) {
                max(in, at, row + x * window.inC(), greatest, window.inC(), step.type());
            }
        }
    }

    private static void max(byte[] in, int at, int cell, int[] greatest, int channels, ElementType type) {
        if (type == ElementType.INT16) {
            for (int c = 0; c < channels; c++) {
                greatest[c] = Math.max(greatest[c], Int16.get(in, at + (cell + c) * Short.BYTES));
            }
        } else {
            for (int c = 0; c < channels; c++) {
                greatest[c] = Math.max(greatest[c], in[at + cell + c]);
            }
        }
    }

    private static int top(Window window, int i) {
        return i / window.outW() % window.outH() * window.strideH() - window.padTop();
    }

    private static int left(Window window, int i) {
        return i % window.outW() * window.strideW() - window.padLeft();
    }

    private static int bottom(Window window, int i) {
        return Math.min(window.inH(), top(window, i) + window.kernelH());
    }

    private static int right(Window window, int i) {
        return Math.min(window.inW(), left(window, i) + window.kernelW());
    }

    /** Index of the first element of row {@code y} of the image that output pixel {@code i} sees. */
    private static int row(Window window, int i, int y) {
        int image = i / (window.outH() * window.outW());
        return (image * window.inH() + y) * window.inW() * window.inC();
    }
}
