package io.twinbit.nn.lower;

import io.twinbit.nn.tensor.ElementType;

/** Steps on each element of one tensor. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface ElementwiseStep extends Step {
    Operand input();

    int elements();

    /**
     * A function of one byte, tabulated: every one of int8, and QUANTIZE from and to uint8.
     *
     * @param table 256 values, by {@code input + 128} of the byte as a signed one
     */
    record Lookup(Operand input, int elements, byte[] table, int output) implements ElementwiseStep {}

    /** RELU6 of int16, which is not scaled. */
    record Clamp(Operand input, int elements, int min, int max, int output) implements ElementwiseStep {}

    /**
     * RELU, LEAKY_RELU and ABS of int16; QUANTIZE between integers.
     *
     * @param inputWidth bytes of an element, signed and little-endian: 1, 2 or 4
     * @param outputWidth the same of the output
     */
    record Linear(Operand input, int elements, int inputWidth, int outputWidth, Slopes slopes, int output)
            implements ElementwiseStep {}

    /**
     * LOGISTIC and TANH of int16, by {@code SigmoidTable}, of {@code (x * multiplier) >> shift}, rounded half up.
     *
     * @param shift 0 to 31
     * @param table 256 values in Q0.16
     */
    record Sigmoid(Operand input, int elements, boolean tanh, int multiplier, int shift, char[] table, int output)
            implements ElementwiseStep {}

    /**
     * QUANTIZE of float32 to int8 or int16: {@code clamp(round(x / scale) + zeroPoint)}, divided in float32, half away
     * from zero. What does not fit int32, which the runtime leaves undefined, saturates, and what is no number counts as
     * 0: so do the conversions of a Cortex-M's floating-point unit.
     */
    record Quantize(Operand input, int elements, ElementType type, float scale, int zeroPoint, int output)
            implements ElementwiseStep {}

    /** DEQUANTIZE of int8, uint8 or int16 to float32: {@code scale * (x - zeroPoint)}, multiplied in float64. */
    record Dequantize(Operand input, int elements, ElementType type, float scale, int zeroPoint, int output)
            implements ElementwiseStep {}

    /**
     * CAST between int8, int16, int32 and float32, and from bool: integers lose their upper bytes, float32 loses its
     * fraction; what does not fit int32 saturates there first, and what is no number is 0.
     */
    record Cast(Operand input, int elements, ElementType from, ElementType to, int output) implements ElementwiseStep {}
}
