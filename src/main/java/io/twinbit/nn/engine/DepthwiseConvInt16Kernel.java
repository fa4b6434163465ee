package io.twinbit.nn.engine;

import io.twinbit.nn.lower.MatrixStep;
import io.twinbit.nn.lower.Window;

/** DEPTHWISE_CONV_2D of int16, summed in 64 bits. Inputs have no zero point: cells outside the image are left out. */
final class DepthwiseConvInt16Kernel {
    private DepthwiseConvInt16Kernel() {}

    static void run(MatrixStep.DepthwiseConv2d step, Memory memory) {
        Window window = step.window();
        int out = step.output();
        for (int n = 0; n < window.batches(); n++) {
            for (int y = 0; y < window.outH(); y++) {
                int top = y * window.strideH() - window.padTop();
                for (int x = 0; x < window.outW(); x++) {
                    accumulate(step, memory, n, top, x * window.strideW() - window.padLeft());
                    finish(step, memory.wideSums(), memory.arena(), out);
                    out += 2 * window.outC();
                }
            }
        }
    }

    private static void accumulate(MatrixStep.DepthwiseConv2d step, Memory memory, int n, int top, int left) {
        Window window = step.window();
        long[] sums = memory.wideSums();
        System.arraycopy(step.bias(), 0, sums, 0, window.outC());
        int image = Memory.at(step.input()) + 2 * n * window.inH() * window.inW() * window.inC();
        for (int ky = 0; ky < window.kernelH(); ky++) {
            int y = top + ky * window.dilationH();
            if (y < 0 || y >= window.inH()) {
                continue;
            }
            for (int kx = 0; kx < window.kernelW(); kx++) {
                int x = left + kx * window.dilationW();
                if (x >= 0 && x < window.inW()) {
                    int at = image + 2 * (y * window.inW() + x) * window.inC();
                    add(step, memory.of(step.input()), at, (ky * window.kernelW() + kx) * window.outC(), sums);
                }
            }
        }
    }

    /** One cell of the window, whose weights begin at {@code tap}. */
    private static void add(MatrixStep.DepthwiseConv2d step, byte[] in, int at, int tap, long[] sums) {
        byte[] weights = step.weights();
        int multiplier = step.multiplier();
        int channels = step.window().inC();
        if (multiplier == 1) {
            for (int c = 0; c < channels; c++) {
                sums[c] += Int16.get(in, at + 2 * c) * weights[tap + c];
            }
            return;
        }
        int c = 0;
        for (int i = 0; i < channels; i++) {
            int x = Int16.get(in, at + 2 * i);
            for (int m = 0; m < multiplier; m++) {
                sums[c] += x * weights[tap + c];
                c++;
            }
        }
    }

    private static void finish(MatrixStep.DepthwiseConv2d step, long[] sums, byte[] arena, int out) {
        for (int c = 0; c < step.window().outC(); c++) {
            Int16.put(arena, out + 2 * c, step.stage().apply(sums[c], c));
        }
    }
}
