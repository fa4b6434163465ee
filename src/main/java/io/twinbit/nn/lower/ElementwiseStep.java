package io.twinbit.nn.lower;

/** Steps on each element of one tensor. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface ElementwiseStep extends Step {
    /**
     * A function of one int8, tabulated: RELU, RELU6, LOGISTIC, QUANTIZE from int8.
     *
     * @param table 256 values, by {@code input + 128}
     */
    record Lookup(Operand input, int elements, byte[] table, int output) implements ElementwiseStep {}

    /** QUANTIZE of float32: {@code clamp(round(x / scale) + zeroPoint)}, divided in float32, half away from zero. */
    record Quantize(Operand input, int elements, float scale, int zeroPoint, int output) implements ElementwiseStep {}

    /** DEQUANTIZE to float32: {@code scale * (x - zeroPoint)}, multiplied in float64. */
    record Dequantize(Operand input, int elements, float scale, int zeroPoint, int output) implements ElementwiseStep {}
}
