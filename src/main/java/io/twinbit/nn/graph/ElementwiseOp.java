package io.twinbit.nn.graph;

/** Operators on each element of one tensor. */
public sealed interface ElementwiseOp extends Op {
    record Relu() implements ElementwiseOp {}

    record Relu6() implements ElementwiseOp {}

    record LeakyRelu(float alpha) implements ElementwiseOp {}

    record Elu() implements ElementwiseOp {}

    record HardSwish() implements ElementwiseOp {}

    record Logistic() implements ElementwiseOp {}

    record Tanh() implements ElementwiseOp {}

    record Abs() implements ElementwiseOp {}

    record Rsqrt() implements ElementwiseOp {}

    record Quantize() implements ElementwiseOp {}

    record Dequantize() implements ElementwiseOp {}

    /** To the output tensor's type, as numbers; quantization is not looked at. */
    record Cast() implements ElementwiseOp {}

    @Override
    default String label() {
        return switch (this) {
            case Relu _ -> "RELU";
            case Relu6 _ -> "RELU6";
            case LeakyRelu _ -> "LEAKY_RELU";
            case Elu _ -> "ELU";
            case HardSwish _ -> "HARD_SWISH";
            case Logistic _ -> "LOGISTIC";
            case Tanh _ -> "TANH";
            case Abs _ -> "ABS";
            case Rsqrt _ -> "RSQRT";
            case Quantize _ -> "QUANTIZE";
            case Dequantize _ -> "DEQUANTIZE";
            case Cast _ -> "CAST";
        };
    }
}
