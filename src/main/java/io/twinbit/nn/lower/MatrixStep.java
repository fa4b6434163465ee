package io.twinbit.nn.lower;

/** Steps that sum products of weights and inputs. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface MatrixStep extends Step {
    /**
     * CONV_2D. Weights (outC, kernelH, kernelW, inC / groups); output channels of a group see its input channels only.
     *
     * @param padding what a cell outside the image holds: the input's zero point, as the biases are folded
     */
    record Conv2d(Operand input, Window window, int groups, int padding, Matrix matrix, int output)
            implements MatrixStep {
        @Override
        public int patchBytes() {
            return matrix.depth();
        }
    }

    /**
     * DEPTHWISE_CONV_2D. Output channel {@code i * multiplier + m} sees input channel i only.
     *
     * @param weights (kernelH, kernelW, outC)
     * @param bias one for each output channel, the input's zero point folded in
     * @param padding what a cell outside the image holds: the input's zero point
     */
    record DepthwiseConv2d(
            Operand input, Window window, int multiplier, int padding, byte[] weights, int[] bias, OutputStage stage,
            int output)
            implements MatrixStep {
        @Override
        public int accumulators() {
            return window.outC();
        }
    }

    /**
     * FULLY_CONNECTED. Input (rows, depth), output (rows, units).
     *
     * @param weightsZeroPoint subtracted from every weight; what of it does not depend on the input is folded in the
     *     biases
     */
    record FullyConnected(Operand input, int rows, int weightsZeroPoint, Matrix matrix, int output)
            implements MatrixStep {}
}
