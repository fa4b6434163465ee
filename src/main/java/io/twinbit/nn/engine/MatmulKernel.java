package io.twinbit.nn.engine;

import io.twinbit.nn.lower.Broadcast;
import io.twinbit.nn.lower.MatrixStep;
import io.twinbit.nn.tensor.ElementType;

/**
 * Products of two matrices. Both sides are unpacked into int16, less their zero points, so that the innermost loop runs
 * through contiguous memory whatever the strides: the right side once for each matrix, the left row by row.
 */
final class MatmulKernel {
    private static final int NONE = -1;

    private MatmulKernel() {}

    static void run(MatrixStep.Matmul step, Memory memory) {
        Broadcast batches = step.batches();
        int count = 1;
        for (int dim : batches.dims()) {
            count *= dim;
        }
        int unpacked = NONE;
        for (int batch = 0; batch < count; batch++) {
            int right = matrix(batch, batches.dims(), batches.strides()[1]);
            if (right != unpacked) {
                unpackRight(step, memory, right * step.columns() * step.depth());
                unpacked = right;
            }
            int left = matrix(batch, batches.dims(), batches.strides()[0]) * step.rows() * step.depth();
            multiply(step, memory, left, batch * step.rows() * step.columns());
        }
    }

    /** The number of the matrix that batch {@code batch} sees. */
    private static int matrix(int batch, int[] dims, int[] strides) {
        int matrix = 0;
        int rest = batch;
        for (int d = dims.length - 1; d >= 0; d--) {
            matrix += rest % dims[d] * strides[d];
            rest /= dims[d];
        }
        return matrix;
    }

    /** Column by column from the matrix's first element, {@code first}, on. */
    private static void unpackRight(MatrixStep.Matmul step, Memory memory, int first) {
        MatrixStep.Factor right = step.right();
        byte[] from = memory.of(right.operand());
        for (int column = 0; column < step.columns(); column++) {
            unpack(right, from, first + column * right.stride(), memory.right(), column * step.depth(), step.depth());
        }
    }

    /** A vector that begins at element {@code first} of the side's tensor. */
    private static void unpack(MatrixStep.Factor factor, byte[] from, int first, short[] to, int at, int depth) {
        int start = Memory.at(factor.operand());
        int step = factor.depthStride();
        int zeroPoint = factor.zeroPoint();
        if (factor.type() == ElementType.INT16) {
            for (int k = 0; k < depth; k++) {
                to[at + k] = (short) (Int16.get(from, start + 2 * (first + k * step)) - zeroPoint);
            }
        } else {
            for (int k = 0; k < depth; k++) {
                to[at + k] = (short) (from[start + first + k * step] - zeroPoint);
            }
        }
    }

    /** One product of matrices, from element {@code left} of the left side to {@code out} of the output. */
    private static void multiply(MatrixStep.Matmul step, Memory memory, int left, int out) {
        byte[] from = memory.of(step.left().operand());
        for (int row = 0; row < step.rows(); row++) {
            unpack(step.left(), from, left + row * step.left().stride(), memory.left(), 0, step.depth());
            multiplyRow(step, memory, out + row * step.columns());
        }
    }

    private static void multiplyRow(MatrixStep.Matmul step, Memory memory, int out) {
        long[] bias = step.bias();
        boolean hasBias = bias.length > 0;
        boolean perColumn = step.stage().mantissas().length > 1;
        for (int column = 0; column < step.columns(); column++) {
            long acc = dot(memory.left(), memory.right(), column * step.depth(), step.depth());
            int y = step.stage().apply(hasBias ? acc + bias[column] : acc, perColumn ? column : 0);
            if (step.type() == ElementType.INT16) {
                Int16.put(memory.arena(), step.output() + 2 * (out + column), y);
            } else {
                memory.arena()[step.output() + out + column] = (byte) y;
            }
        }
    }

    private static long dot(short[] x, short[] w, int at, int depth) {
        long sum = 0;
        for (int k = 0; k < depth; k++) {
            sum += (long) x[k] * w[at + k];
        }
        return sum;
    }
}
