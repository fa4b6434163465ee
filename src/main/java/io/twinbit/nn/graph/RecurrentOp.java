package io.twinbit.nn.graph;

/** Operators with variable tensors, which keep their content from one inference to the next. */
public sealed interface RecurrentOp extends Op {
    /**
     * Input (batch, inputs), feature weights (units * rank, inputs), time weights (units * rank, memory), [bias
     * (units)], state (batch, memory * units * rank), a variable.
     */
    record Svdf(int rank, Activation activation) implements RecurrentOp {}

    /**
     * Twenty-four operands in the order of {@code lstm_shared.h}, activation TANH; time outermost or, without {@code
     * timeMajor}, batch.
     *
     * @param cellClip bound of the cell's magnitude; 0: none
     */
    record UnidirectionalSequenceLstm(float cellClip, float projectionClip, boolean timeMajor) implements RecurrentOp {}

    @Override
    default String label() {
        return switch (this) {
            case Svdf _ -> "SVDF";
            case UnidirectionalSequenceLstm _ -> "UNIDIRECTIONAL_SEQUENCE_LSTM";
        };
    }
}
