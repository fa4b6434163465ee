package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.tensor.ElementType;

/** Steps that bring the elements along some dimensions together. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface ReductionStep extends Step {
    /**
     * SOFTMAX of int8 over rows of {@code depth}, to int8 of scale 2^-8 and zero point -2^7 or int16 of scale 2^-16 and
     * zero point -2^15.
     *
     * @param exponentials 256 values of {@code exp(-scale * beta * d)} in Q0.31, by the difference d from the row's
     *     greatest element; 0 where the kernel leaves an element out
     * @param truncates whether the exponentials to be summed, and the result, are shifted without rounding
     */
    record Softmax(
            Operand input, int rows, int depth, int[] exponentials, ElementType outputType, boolean truncates,
            int output)
            implements ReductionStep {}

    /**
     * SOFTMAX of int16 over rows of {@code depth}, to int16 of scale 2^-15.
     *
     * @param factor from a difference to the place in {@code exponential}: 65535 of it are 10
     * @param exponential {@code exp(x)} for x from -10 to 0 in 512 steps, in Q0.15
     * @param reciprocal {@code 1 / (1 + x)} for x from 0 to 1 in 512 steps, in Q0.15
     * @param wraps whether a probability of 1, which int16 does not have, becomes -32768; else the number before it
     */
    record SoftmaxInt16(
            Operand input, int rows, int depth, Rounding rounding, Multiplier factor, short[] exponential,
            short[] reciprocal, boolean wraps, int output)
            implements ReductionStep {}

    /**
     * LOG_SOFTMAX of int8 over rows of {@code depth}, to int8 of scale 1/16 and zero point 127.
     *
     * @param differences 256 values of {@code -scale * d} in Q5.26, by the difference d from the row's greatest element
     * @param exponentials of these, in Q0.31; 0 where the kernel leaves an element out
     * @param lowest an element whose difference is this or lower gets the lowest output
     * @param perUnit from Q5.26 to a difference
     */
    record LogSoftmax(
            Operand input, int rows, int depth, int[] differences, int[] exponentials, int lowest, Rounding rounding,
            Multiplier perUnit, int output)
            implements ReductionStep {}

    /** L2_NORMALIZATION of int8 over rows of {@code depth}, to int8 of scale 1/128. */
    record L2Normalization(Operand input, int rows, int depth, int zeroPoint, Rounding rounding, int output)
            implements ReductionStep {}

    /**
     * MEAN and SUM, in int32, which wraps.
     *
     * @param type of input and output: int8 or int16
     */
    record Sum(Operand input, ElementType type, Reduction reduction, Total total, int output) implements ReductionStep {}

    /** REDUCE_MAX and REDUCE_MIN of int8. */
    record Extreme(Operand input, Reduction reduction, boolean greatest, int output) implements ReductionStep {}

    /** ARG_MAX and ARG_MIN of int8, to int32: where in a line the first of its greatest or lowest elements is. */
    record ArgExtreme(Operand input, Line line, boolean greatest, int output) implements ReductionStep {}

    /**
     * CUMSUM of int8: {@code stage(sum of x')} over a line's elements so far, {@code x' = ((x - zeroPoint) << leftShift) *
     * factor}. The sum wraps in int32, and starts with the x' of 0.
     *
     * @param exclusive whether an element's own value is not in its sum
     * @param reverse whether sums run from the line's end
     */
    record CumulativeSum(
            Operand input, Line line, boolean exclusive, boolean reverse, int leftShift, int zeroPoint,
            Multiplier factor, OutputStage stage, int output)
            implements ReductionStep {}
}
