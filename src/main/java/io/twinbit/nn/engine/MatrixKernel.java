package io.twinbit.nn.engine;

import io.twinbit.nn.lower.Matrix;
import io.twinbit.nn.lower.OutputStage;
import io.twinbit.nn.lower.Step;

/** Dot products of one row of inputs with rows of weights: FULLY_CONNECTED, and each output pixel of CONV_2D. */
final class MatrixKernel {
    private MatrixKernel() {}

    static void run(Step.FullyConnected step, Memory memory) {
        Matrix matrix = step.matrix();
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        int out = step.output();
        for (int row = 0; row < step.rows(); row++) {
            int ofWeightsZeroPoint = step.weightsZeroPoint() == 0 ? 0 : -step.weightsZeroPoint() * sum(in, at, matrix.depth());
            multiply(in, at, matrix, 0, matrix.units(), ofWeightsZeroPoint, memory.arena(), out);
            at += matrix.depth();
            out += matrix.units();
        }
    }

    private static int sum(byte[] x, int at, int count) {
        int sum = 0;
        for (int i = at; i < at + count; i++) {
            sum += x[i];
        }
        return sum;
    }

    /**
     * Outputs of units {@code first} to {@code end - 1} for the inputs {@code x[at]} on. Four units at a time, so that
     * each input is loaded once for four products.
     *
     * @param correction added to every accumulator
     */
    static void multiply(byte[] x, int at, Matrix matrix, int first, int end, int correction, byte[] out, int outAt) {
        int[] bias = matrix.bias();
        OutputStage stage = matrix.stage();
        int depth = matrix.depth();
        byte[] w = matrix.weights(); // (units, depth)
        int unit = first;
        int o = outAt;
        for (; unit <= end - 4; unit += 4) {
            int row0 = unit * depth;
            int row1 = row0 + depth;
            int row2 = row1 + depth;
            int row3 = row2 + depth;
            int acc0 = bias[unit] + correction;
            int acc1 = bias[unit + 1] + correction;
            int acc2 = bias[unit + 2] + correction;
            int acc3 = bias[unit + 3] + correction;
            for (int i = 0; i < depth; i++) {
                int xi = x[at + i];
                acc0 += xi * w[row0 + i];
                acc1 += xi * w[row1 + i];
                acc2 += xi * w[row2 + i];
                acc3 += xi * w[row3 + i];
            }
            out[o++] = stage.apply(acc0, unit);
            out[o++] = stage.apply(acc1, unit + 1);
            out[o++] = stage.apply(acc2, unit + 2);
            out[o++] = stage.apply(acc3, unit + 3);
        }
        for (; unit < end; unit++) {
            out[o++] = stage.apply(bias[unit] + correction + dot(x, at, w, unit * depth, depth), unit);
        }
    }

    private static int dot(byte[] x, int at, byte[] w, int row, int depth) {
        int sum = 0;
        for (int i = 0; i < depth; i++) {
            sum += x[at + i] * w[row + i];
        }
        return sum;
    }
}
