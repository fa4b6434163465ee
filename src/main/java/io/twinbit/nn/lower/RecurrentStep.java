package io.twinbit.nn.lower;

import io.twinbit.nn.tensor.ElementType;

/** Steps with state, which they read and write in place. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface RecurrentStep extends Step {
    /**
     * SVDF: {@code memory} past values of each filter, which a weighted sum over the input gives; an output is the weighted
     * sum over the past of {@code rank} filters that follow each other. State (batches, filters, memory), the newest last.
     *
     * @param input (batches, inputs)
     * @param featureWeights (filters, inputs)
     * @param featureBias the input's zero point folded in
     * @param featureStage to a filter's value without the state's zero point, clamped to the state's type or, where the
     *     target lets it wrap, to int16
     * @param stateZeroPoint added to that value, which then wraps in the state's type
     * @param state offset in the arena
     * @param stateType of the time weights too: int8 or int16
     * @param timeWeights (filters, memory)
     * @param bias one for each unit, the state's zero point folded in
     * @param output (batches, units)
     */
    record Svdf(
            Operand input, int batches, int inputs, int filters, int memory, int rank, byte[] featureWeights,
            int[] featureBias, OutputStage featureStage, int stateZeroPoint, int state, ElementType stateType,
            short[] timeWeights, int[] bias, OutputStage stage, int output)
            implements RecurrentStep {}
}
