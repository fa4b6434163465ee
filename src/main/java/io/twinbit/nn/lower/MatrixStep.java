package io.twinbit.nn.lower;

import io.twinbit.nn.tensor.ElementType;

/** Steps that sum products of weights and inputs. {@code type} is that of input and output: int8, or int16. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface MatrixStep extends Step {
    /**
     * CONV_2D, or one phase of TRANSPOSE_CONV. Weights (outC, kernelH, kernelW, inC / groups); output channels of a
     * group see its input channels only.
     *
     * @param padding what a cell outside the image holds: the input's zero point, as the biases are folded
     */
    record Conv2d(
            Operand input, ElementType type, Window window, int groups, int padding, Matrix matrix, Grid grid,
            int output)
            implements MatrixStep {
        @Override
        public int patchBytes() {
            return type == ElementType.INT8 ? matrix.depth() : 0;
        }

        @Override
        public int firmwareScratchBytes() {
            return 2 * matrix.depth(); // one row of int16, or two of int8
        }

        @Override
        public int leftElements() {
            return type == ElementType.INT16 ? matrix.depth() : 0;
        }
    }

    /**
     * DEPTHWISE_CONV_2D. Output channel {@code i * multiplier + m} sees input channel i only.
     *
     * @param weights (kernelH, kernelW, outC), one a byte
     * @param weightsType int8, or int4 when every weight is in -8 to 7 and the file packs two in a byte
     * @param bias one for each output channel, the input's zero point folded in; of int32 unless the stage is wide
     * @param padding what a cell outside the image holds: the input's zero point
     */
    record DepthwiseConv2d(
            Operand input, ElementType type, Window window, int multiplier, int padding, byte[] weights,
            ElementType weightsType, long[] bias, OutputStage stage, int output)
            implements MatrixStep {
        @Override
        public int accumulators() {
            return stage.wide() ? 0 : window.outC();
        }

        @Override
        public int wideAccumulators() {
            return stage.wide() ? window.outC() : 0;
        }

        /** What the window sees: a pointer, of up to 8 bytes, for each tap, and a cell of padding. */
        @Override
        public int firmwareScratchBytes() {
            boolean plain = type == ElementType.INT8 && weightsType == ElementType.INT8;
            return plain ? Long.BYTES * window.kernelH() * window.kernelW() + window.inC() : 0;
        }
    }

    /**
     * FULLY_CONNECTED. Input (rows, depth), output (rows, units).
     *
     * @param weightsZeroPoint subtracted from every weight; what of it does not depend on the input is folded in the
     *     biases
     */
    record FullyConnected(
            Operand input, ElementType type, int rows, int weightsZeroPoint, Matrix matrix, int output)
            implements MatrixStep {
        @Override
        public int leftElements() {
            return type == ElementType.INT16 ? matrix.depth() : 0;
        }
    }

    /**
     * BATCH_MATMUL, and FULLY_CONNECTED whose weights are no constant: for each batch the matrix (rows, depth) times
     * the matrix (depth, columns). Nothing is folded: {@code out[i][j] = stage(bias[j] + sum over k of
     * (left[i][k] - zl) * (right[k][j] - zr))}.
     *
     * @param batches which matrix of the left (a) meets which of the right (b), counted in matrices
     * @param bias one for each column, or none at all
     * @param stage with one factor for each column, or one for all
     */
    record Matmul(
            Factor left, Factor right, ElementType type, Broadcast batches, int rows, int columns, int depth,
            long[] bias, OutputStage stage, int output)
            implements MatrixStep {
        @Override
        public int leftElements() {
            return depth;
        }

        @Override
        public int rightElements() {
            return columns * depth;
        }
    }

    /**
     * One side of a product of matrices: element k of its vector v, a row of the left or a column of the right, is
     * {@code stride * v + depthStride * k} elements behind the matrix's first.
     *
     * @param type int8 or int16
     */
    record Factor(Operand operand, ElementType type, int zeroPoint, int stride, int depthStride) {}
}
