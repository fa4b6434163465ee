package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Multiplier;
import java.util.List;

/**
 * One kernel call with all its numbers final: int8 in and out unless said otherwise, images (n, h, w, c). {@code
 * output} is the offset of the written tensor in the arena. Arrays are never written after the lowering.
 */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Step {
    int output();

    /**
     * CONV_2D. Weights (outC, kernelH, kernelW, inC / groups); output channels of a group see its input channels only.
     *
     * @param padding what a cell outside the image holds: the input's zero point, as the biases are folded
     */
    record Conv2d(Operand input, Window window, int groups, int padding, Matrix matrix, int output) implements Step {}

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
            implements Step {}

    /**
     * FULLY_CONNECTED. Input (rows, depth), output (rows, units).
     *
     * @param weightsZeroPoint subtracted from every weight; what of it does not depend on the input is folded in the
     *     biases
     */
    record FullyConnected(Operand input, int rows, int weightsZeroPoint, Matrix matrix, int output) implements Step {}

    /** AVERAGE_POOL_2D: mean of the cells inside the image, half away from zero, clamped. */
    record AveragePool2d(Operand input, Window window, int min, int max, int output) implements Step {}

    /** MAX_POOL_2D: greatest of the cells inside the image, clamped. */
    record MaxPool2d(Operand input, Window window, int min, int max, int output) implements Step {}

    /** A step on pairs of elements. */
    sealed interface Binary extends Step {
        Operand a();

        Operand b();

        /** How the operands' elements meet. */
        Broadcast broadcast();
    }

    /** ADD: {@code stage(a' + b')}, {@code x' = ((x - zeroPoint) << leftShift) * factor}. */
    record Add(
            Operand a, Operand b, Broadcast broadcast, int leftShift, int zeroPointA, Multiplier factorA,
            int zeroPointB, Multiplier factorB, OutputStage stage, int output)
            implements Binary {}

    /** MUL: {@code stage((a - zeroPointA) * (b - zeroPointB))}. */
    record Mul(Operand a, Operand b, Broadcast broadcast, int zeroPointA, int zeroPointB, OutputStage stage, int output)
            implements Binary {}

    /**
     * SOFTMAX over rows of {@code depth}, output scale 1/256 and zero point -128.
     *
     * @param exponentials 256 values of {@code exp(-scale * beta * d)} in Q0.31, by the difference d from the row's
     *     greatest element; 0 where the kernel leaves an element out
     */
    record Softmax(Operand input, int rows, int depth, int[] exponentials, int output) implements Step {}

    /**
     * A function of one int8, tabulated: RELU, RELU6, LOGISTIC, QUANTIZE from int8.
     *
     * @param table 256 values, by {@code input + 128}
     */
    record Lookup(Operand input, int elements, byte[] table, int output) implements Step {}

    /** A tensor's bytes as they are. */
    record Copy(Operand input, int bytes, int output) implements Step {}

    /**
     * PAD: fills the output, then puts the input inside.
     *
     * @param dims of the input; the innermost is contiguous in both
     * @param outStrides steps of these in the output, in elements
     * @param start where in the output the input's first element goes
     * @param outElements of the output
     * @param value of the padding
     */
    record Pad(Operand input, int[] dims, int[] outStrides, int start, int outElements, byte value, int output)
            implements Step {}

    /**
     * MEAN: {@code stage(bias + sum)}; the division is in the stage's factor.
     *
     * @param kept dimensions in the output's order
     * @param keptStrides steps of these in the input, in elements
     * @param reduced dimensions that a sum runs over
     * @param bias minus the input's zero point, as often as elements are summed
     */
    record Mean(
            Operand input, int[] kept, int[] keptStrides, int[] reduced, int[] reducedStrides, int bias,
            OutputStage stage, int output)
            implements Step {}

    /**
     * CONCATENATION of int8 tensors with one quantization.
     *
     * @param rows how often one piece of each input follows another
     * @param pieceBytes bytes of each input's piece
     */
    record Concatenation(List<Operand> inputs, int rows, int[] pieceBytes, int output) implements Step {}

    /** QUANTIZE of float32: {@code clamp(round(x / scale) + zeroPoint)}, divided in float32, half away from zero. */
    record Quantize(Operand input, int elements, float scale, int zeroPoint, int output) implements Step {}

    /** DEQUANTIZE to float32: {@code scale * (x - zeroPoint)}, multiplied in float64. */
    record Dequantize(Operand input, int elements, float scale, int zeroPoint, int output) implements Step {}
}
