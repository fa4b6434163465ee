package io.twinbit.nn.engine;

import io.twinbit.nn.lower.MatrixStep;
import io.twinbit.nn.lower.OutputStage;
import io.twinbit.nn.lower.Window;
import java.util.Arrays;

/** DEPTHWISE_CONV_2D of int8: for each output pixel all channels at once, cell by cell of the window. */
final class DepthwiseConvKernel {
    private DepthwiseConvKernel() {}

    static void run(MatrixStep.DepthwiseConv2d step, Memory memory) {
        Window window = step.window();
        int out = step.output();
        for (int n = 0; n < window.batches(); n++) {
            for (int y = 0; y < window.outH(); y++) {
                int top = y * window.strideH() - window.padTop();
                for (int x = 0; x < window.outW(); x++) {
                    accumulate(step, memory, n, top, x * window.strideW() - window.padLeft());
                    finish(step, memory.sums(), memory.arena(), out);
                    out += window.outC();
                }
            }
        }
    }

    private static void accumulate(MatrixStep.DepthwiseConv2d step, Memory memory, int n, int top, int left) {
        Window window = step.window();
        int[] sums = memory.sums();
        byte[] in = memory.of(step.input());
        int image = Memory.at(step.input()) + n * window.inH() * window.inW() * window.inC();
        Arrays.fill(sums, 0, window.outC(), 0);
        int tap = 0; // of the weights (kernelH, kernelW, outC)
        for (int ky = 0; ky < window.kernelH(); ky++) {
            int y = top + ky * window.dilationH();
            boolean rowInside = y >= 0 && y < window.inH();
            for (int kx = 0; kx < window.kernelW(); kx++) {
                int x = left + kx * window.dilationW();
                if (!rowInside || x < 0 || x >= window.inW()) {
                    addPadding(step.padding(), step.weights(), tap, sums, window.outC());
                } else if (step.multiplier() == 1) {
                    add(in, image + (y * window.inW() + x) * window.inC(), step.weights(), tap, sums, window.outC());
                } else {
                    addMultiplied(step, in, image + (y * window.inW() + x) * window.inC(), tap, sums);
                }
                tap += window.outC();
            }
        }
    }

    private static void add(byte[] in, int at, byte[] weights, int tap, int[] sums, int channels) {
        for (int c = 0; c < channels; c++) {
            sums[c] += in[at + c] * weights[tap + c];
        }
    }

    private static void addMultiplied(MatrixStep.DepthwiseConv2d step, byte[] in, int at, int tap, int[] sums) {
        byte[] weights = step.weights();
        int c = 0;
        for (int i = 0; i < step.window().inC(); i++) {
            int x = in[at + i];
            for (int m = 0; m < step.multiplier(); m++) {
                sums[c] += x * weights[tap + c];
                c++;
            }
        }
    }

    private static void addPadding(int padding, byte[] weights, int tap, int[] sums, int channels) {
        for (int c = 0; c < channels; c++) {
            sums[c] += padding * weights[tap + c];
        }
    }

    private static void finish(MatrixStep.DepthwiseConv2d step, int[] sums, byte[] arena, int out) {
        OutputStage stage = step.stage();
        long[] bias = step.bias();
        for (int c = 0; c < bias.length; c++) {
            arena[out + c] = (byte) stage.apply(bias[c] + sums[c], c);
        }
    }
}
