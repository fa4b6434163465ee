package io.twinbit.nn.engine;

import io.twinbit.nn.lower.Matrix;
import io.twinbit.nn.lower.MatrixStep;
import io.twinbit.nn.tensor.ElementType;

/** Dot products of one row of inputs with rows of weights: FULLY_CONNECTED, and each output pixel of CONV_2D. */
final class MatrixKernel {
    private MatrixKernel() {}

    static void run(MatrixStep.FullyConnected step, Memory memory) {
        if (step.type() == ElementType.INT16) {
            runInt16(step, memory);
            return;
        }
        Matrix matrix = step.matrix();
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        int out = step.output();
        int zeroPoint = step.weightsZeroPoint();
        for (int row = 0; row < step.rows(); row++) {
            int correction = zeroPoint == 0 ? 0 : -zeroPoint * sum(in, at, matrix.depth());
            multiply(in, at, matrix, 0, matrix.units(), correction, memory.arena(), out);
            at += matrix.depth();
            out += matrix.units();
        }
    }

    private static void runInt16(MatrixStep.FullyConnected step, Memory memory) {
        Matrix matrix = step.matrix();
        byte[] in = memory.of(step.input());
        int at = Memory.at(step.input());
        short[] x = memory.left();
        for (int row = 0; row < step.rows(); row++) {
            Int16.copy(in, at + 2 * row * matrix.depth(), x, 0, matrix.depth());
            long correction = step.weightsZeroPoint() == 0 ? 0 : -step.weightsZeroPoint() * sum(x, matrix.depth());
            int out = step.output() + 2 * row * matrix.units();
            multiply(x, matrix, 0, matrix.units(), correction, memory.arena(), out);
        }
    }

    private static long sum(short[] x, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += x[i];
        }
        return sum;
    }

    private static int sum(byte[] x, int at, int count) {
        int sum = 0;
        for (int i = at; i < at + count; i++) {
            sum += x[i];
        }
        return sum;
    }

    /**
     * Outputs of units {@code first} to {@code end - 1} for the inputs from {@code x[at]} on.
     *
     * @param correction added to every accumulator
     */
    static void multiply(byte[] x, int at, Matrix matrix, int first, int end, int correction, byte[] out, int outAt) {
        long[] bias = matrix.bias();
        int depth = matrix.depth();
        for (int unit = first; unit < end; unit++) {
            long acc = bias[unit] + correction + dot(x, at, matrix.weights(), unit * depth, depth);
            out[outAt + unit - first] = (byte) matrix.stage().apply(acc, unit);
        }
    }

    /** The same for inputs and outputs of int16. */
    static void multiply(short[] x, Matrix matrix, int first, int end, long correction, byte[] out, int outAt) {
        long[] bias = matrix.bias();
        int depth = matrix.depth();
        for (int unit = first; unit < end; unit++) {
            long acc = bias[unit] + correction + dot(x, matrix.weights(), unit * depth, depth);
            Int16.put(out, outAt + 2 * (unit - first), matrix.stage().apply(acc, unit));
        }
    }

    private static long dot(short[] x, byte[] w, int row, int depth) {
        long sum = 0;
        for (int i = 0; i < depth; i++) {
            sum += (long) x[i] * w[row + i];
        }
        return sum;
    }

    /**
     * The sum modulo 2^32, in a {@code long} because of that the JIT compiler makes vector code and of an int it does
     * not.
     */
    static int dot(byte[] x, int at, byte[] w, int row, int depth) {
        long sum = 0;
        for (int i = 0; i < depth; i++) {
            sum += (long) x[at + i] * w[row + i];
        }
        return (int) sum;
    }
}
