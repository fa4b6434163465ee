package io.twinbit.nn.graph;

/**
 * An operator with its options, as the network states them; what they mean for the bits is decided by the lowering.
 * Names are TensorFlow Lite's. Operands are named at each record in the order of {@link Node#inputs}; an operand in
 * brackets is optional.
 */
public sealed interface Op {
    /** Input (n, h, w, c), weights (units, h, w, c / groups), [bias (units)]. */
    record Conv2d(Padding padding, int strideH, int strideW, int dilationH, int dilationW, Activation activation)
            implements Op {}

    /** Input (n, h, w, c), weights (1, h, w, c * depthMultiplier), [bias]. */
    record DepthwiseConv2d(
            Padding padding,
            int strideH,
            int strideW,
            int dilationH,
            int dilationW,
            int depthMultiplier,
            Activation activation)
            implements Op {}

    /** Input (..., depth), weights (units, depth), [bias (units)]. */
    record FullyConnected(boolean keepNumDims, Activation activation) implements Op {}

    record AveragePool2d(Padding padding, int strideH, int strideW, int windowH, int windowW, Activation activation)
            implements Op {}

    record MaxPool2d(Padding padding, int strideH, int strideW, int windowH, int windowW, Activation activation)
            implements Op {}

    record Add(Activation activation) implements Op {}

    record Mul(Activation activation) implements Op {}

    record Softmax(float beta) implements Op {}

    /** Input, [new shape as a constant]; the output tensor's own shape is what counts. */
    record Reshape() implements Op {}

    /** Input, paddings (rank, 2) as a constant; pads with the output's zero point. */
    record Pad() implements Op {}

    /** Input, axes as a constant. */
    record Mean(boolean keepDims) implements Op {}

    record Relu() implements Op {}

    record Relu6() implements Op {}

    record Logistic() implements Op {}

    record Concatenation(int axis, Activation activation) implements Op {}

    record Quantize() implements Op {}

    record Dequantize() implements Op {}

    /** An operator that the file names and that is not there yet; kept so that all of them are reported at once. */
    record Unsupported(String name, int version) implements Op {}

    /** The operator's name in TensorFlow Lite, as messages and {@code inspect} show it: {@code CONV_2D}. */
    default String label() {
        return switch (this) {
            case Conv2d _ -> "CONV_2D";
            case DepthwiseConv2d _ -> "DEPTHWISE_CONV_2D";
            case FullyConnected _ -> "FULLY_CONNECTED";
            case AveragePool2d _ -> "AVERAGE_POOL_2D";
            case MaxPool2d _ -> "MAX_POOL_2D";
            case Add _ -> "ADD";
            case Mul _ -> "MUL";
            case Softmax _ -> "SOFTMAX";
            case Reshape _ -> "RESHAPE";
            case Pad _ -> "PAD";
            case Mean _ -> "MEAN";
            case Relu _ -> "RELU";
            case Relu6 _ -> "RELU6";
            case Logistic _ -> "LOGISTIC";
            case Concatenation _ -> "CONCATENATION";
            case Quantize _ -> "QUANTIZE";
            case Dequantize _ -> "DEQUANTIZE";
            case Unsupported unsupported -> unsupported.name();
        };
    }
}
