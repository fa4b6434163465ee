package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Rounding;
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

    /**
     * UNIDIRECTIONAL_SEQUENCE_LSTM: for each time, with the sigmoids s of three gates and the tanh of the fourth,
     * {@code cell = s(forget) * cell + s(input) * tanh(candidate)}, {@code hidden = s(output) * tanh(cell)}. The output is
     * the hidden state of every time.
     *
     * @param input (batches, times, inputs), or (times, batches, inputs) if {@code timeMajor}
     * @param type of input, hidden state and output: int8 or int16
     * @param sigmoid table for the sigmoids and tanhs of int16
     * @param hidden product of two numbers in Q0.15 to a hidden state
     * @param forgets whether the states are emptied before every inference
     * @param hiddenState offset in the arena, (batches, units)
     * @param cellState the same, int16
     */
    record Lstm(
            Operand input, ElementType type, int batches, int times, int inputs, int units, boolean timeMajor,
            Rounding rounding, Gate inputGate, Gate forgetGate, Gate candidate, Gate outputGate, char[] sigmoid, Cell cell,
            OutputStage hidden, boolean forgets, int hiddenState, int cellState, int output)
            implements RecurrentStep {
        @Override
        public int accumulators() {
            return units;
        }
    }

    /**
     * Two products, with the input and with the hidden state, each in Q3.12 and saturated to int16, and so is their sum.
     * For int16 inputs accumulators have 64 bits, else 32.
     *
     * @param weights (units, inputs)
     * @param bias one for each unit, the input's zero point folded in
     * @param recurrentWeights (units, units)
     * @param recurrentBias the hidden state's zero point folded in
     */
    record Gate(
            byte[] weights, long[] bias, Multiplier factor, byte[] recurrentWeights, long[] recurrentBias,
            Multiplier recurrentFactor) {}

    /**
     * What happens to a cell.
     *
     * @param forget product of a number in Q0.15 and a cell to a cell
     * @param update product of two numbers in Q0.15 to a cell
     * @param clip bound of the cell's magnitude
     * @param toTanh factor into the tanh's table, where it has three times a number in Q3.12
     * @param toTanhShift shift to the right after it, half up
     */
    record Cell(OutputStage forget, OutputStage update, int clip, int toTanh, int toTanhShift) {
        /** A cell as the argument of the tanh's table. */
        public int tanhArgument(int cell) {
            int half = toTanhShift > 0 ? 1 << (toTanhShift - 1) : 0;
            return (cell * toTanh + half) >> toTanhShift;
        }
    }
}
