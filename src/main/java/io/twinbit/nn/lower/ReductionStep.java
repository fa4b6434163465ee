package io.twinbit.nn.lower;

/** Steps that bring the elements along some dimensions together. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface ReductionStep extends Step {
    /**
     * SOFTMAX over rows of {@code depth}, output scale 1/256 and zero point -128.
     *
     * @param exponentials 256 values of {@code exp(-scale * beta * d)} in Q0.31, by the difference d from the row's
     *     greatest element; 0 where the kernel leaves an element out
     */
    record Softmax(Operand input, int rows, int depth, int[] exponentials, int output) implements ReductionStep {}

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
            implements ReductionStep {}
}
