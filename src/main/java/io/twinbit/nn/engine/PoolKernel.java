package io.twinbit.nn.engine;

import io.twinbit.nn.lower.Window;
import io.twinbit.nn.lower.WindowStep;
import java.util.Arrays;

/** AVERAGE_POOL_2D and MAX_POOL_2D: for each output pixel all channels at once, over the cells inside the image. */
final class PoolKernel {
    private PoolKernel() {}

    static void run(WindowStep step, Memory memory) {
        switch (step) {
            case WindowStep.AveragePool2d pool -> run(pool, memory);
            case WindowStep.MaxPool2d pool -> run(pool, memory);
        }
    }

    private static void run(WindowStep.AveragePool2d step, Memory memory) {
        Window window = step.window();
        int[] sums = memory.sums();
        byte[] arena = memory.arena();
        int out = step.output();
        for (int i = 0; i < window.batches() * window.outH() * window.outW(); i++) {
            int cells = sum(window, memory.of(step.input()), Memory.at(step.input()), i, sums);
            for (int c = 0; c < window.outC(); c++) {
                int half = sums[c] > 0 ? cells / 2 : -(cells / 2);
                arena[out++] = (byte) Math.clamp((sums[c] + half) / cells, step.min(), step.max());
            }
        }
    }

    private static void run(WindowStep.MaxPool2d step, Memory memory) {
        Window window = step.window();
        int[] greatest = memory.sums();
        byte[] arena = memory.arena();
        int out = step.output();
        for (int i = 0; i < window.batches() * window.outH() * window.outW(); i++) {
            max(window, memory.of(step.input()), Memory.at(step.input()), i, greatest);
            for (int c = 0; c < window.outC(); c++) {
                arena[out++] = (byte) Math.clamp(greatest[c], step.min(), step.max());
            }
        }
    }

    /**
     * Sums the window of output pixel {@code i}, counted over all batches, for each channel; returns the number of
     * cells.
     */
    private static int sum(Window window, byte[] in, int at, int i, int[] sums) {
        Arrays.fill(sums, 0, window.inC(), 0);
        int left = left(window, i);
        int cells = 0;
        for (int y = Math.max(0, top(window, i)); y < bottom(window, i); y++) {
            for (int x = Math.max(0, left); x < right(window, i); x++) {
                int cell = at + cell(window, i, y, x);
                for (int c = 0; c < window.inC(); c++) {
                    sums[c] += in[cell + c];
                }
                cells++;
            }
        }
        return cells;
    }

    private static void max(Window window, byte[] in, int at, int i, int[] greatest) {
        Arrays.fill(greatest, 0, window.inC(), Byte.MIN_VALUE);
        int left = left(window, i);
        for (int y = Math.max(0, top(window, i)); y < bottom(window, i); y++) {
            for (int x = Math.max(0, left); x < right(window, i); x++) {
                int cell = at + cell(window, i, y, x);
                for (int c = 0; c < window.inC(); c++) {
                    greatest[c] = Math.max(greatest[c], in[cell + c]);
                }
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

    /**
     * Index of the first channel at row {@code y} and column {@code x} of the image that output pixel {@code i} sees.
     */
    private static int cell(Window window, int i, int y, int x) {
        int image = i / (window.outH() * window.outW());
        return ((image * window.inH() + y) * window.inW() + x) * window.inC();
    }
}
