package io.twinbit.nn.graph;

/** Operators that sum products of weights and inputs. */
public sealed interface MatrixOp extends Op {
    /**
     * Input (n, h, w, c), weights (units, h, w, c / groups), [bias (units)].
     *
     * @param int32Sums whether int16 inputs are summed in 32 bits when there is no bias; else its type decides
     */
    record Conv2d(
            Padding padding,
            int strideH,
            int strideW,
            int dilationH,
            int dilationW,
            Activation activation,
            boolean int32Sums)
            implements MatrixOp {
        public Conv2d(
                Padding padding, int strideH, int strideW, int dilationH, int dilationW, Activation activation) {
            this(padding, strideH, strideW, dilationH, dilationW, activation, false);
        }
    }

    /** Input (n, h, w, c), weights (1, h, w, c * depthMultiplier), [bias]. */
    record DepthwiseConv2d(
            Padding padding,
            int strideH,
            int strideW,
            int dilationH,
            int dilationW,
            int depthMultiplier,
            Activation activation)
            implements MatrixOp {}

    /**
     * Input (..., depth), weights (units, depth), [bias (units)].
     *
     * @param int32Sums as that of {@link Conv2d}
     */
    record FullyConnected(boolean keepNumDims, Activation activation, boolean int32Sums) implements MatrixOp {
        public FullyConnected(boolean keepNumDims, Activation activation) {
            this(keepNumDims, activation, false);
        }
    }

    /** Output shape as a constant, weights (units, h, w, c), input (n, h, w, c), [bias (units)]. */
    record TransposeConv(Padding padding, int strideH, int strideW, Activation activation) implements MatrixOp {}

    /** Left (..., m, k), right (..., k, n); with an adjoint flag the operand's last two dimensions are swapped. */
    record BatchMatmul(boolean adjointLeft, boolean adjointRight) implements MatrixOp {}

    @Override
    default String label() {
        return switch (this) {
            case Conv2d _ -> "CONV_2D";
            case DepthwiseConv2d _ -> "DEPTHWISE_CONV_2D";
            case FullyConnected _ -> "FULLY_CONNECTED";
            case TransposeConv _ -> "TRANSPOSE_CONV";
            case BatchMatmul _ -> "BATCH_MATMUL";
        };
    }
}
