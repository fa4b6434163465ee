package io.twinbit.nn.graph;

/** Operators with variable tensors, which keep their content from one inference to the next. */
public sealed interface RecurrentOp extends Op {
    /**
     * Input (batch, inputs), feature weights (units * rank, inputs), time weights (units * rank, memory), [bias
     * (units)], state (batch, memory * units * rank), a variable.
     */
    record Svdf(int rank, Activation activation) implements RecurrentOp {
        public static final int FEATURE_WEIGHTS = 1;
        public static final int TIME_WEIGHTS = 2;
        public static final int BIAS = 3;
        public static final int STATE = 4;
    }

    /**
     * Twenty-four operands in the order of {@code lstm_shared.h}, activation TANH: the input (time, batch, inputs) or,
     * without {@code timeMajor}, (batch, time, inputs); of each {@link Gate} weights and bias; peepholes, projection and
     * layer normalization, most often absent; and two variables, hidden and cell state, (batch, units) each.
     *
     * @param cellClip bound of the cell's magnitude; 0: none
     */
    record UnidirectionalSequenceLstm(float cellClip, float projectionClip, boolean timeMajor) implements RecurrentOp {
        public static final int HIDDEN = 18;
        public static final int CELL = 19;
    }

    /** What of the past an LSTM lets in, keeps, takes in anew, and lets out; in the order of the operands. */
    @SuppressWarnings("EnumOrdinal") // the operands are in this order
    enum Gate {
        INPUT(0),
        FORGET(1),
        CELL(2),
        OUTPUT(3);

        private final int place;

        Gate(int place) {
            this.place = place;
        }

        /** Operand (units, inputs). */
        public int inputWeights() {
            return 1 + place;
        }

        /** Operand (units, units), on the hidden state. */
        public int recurrentWeights() {
            return 5 + place;
        }

        /** Operand (units). */
        public int bias() {
            return 12 + place;
        }
    }

    @Override
    default String label() {
        return switch (this) {
            case Svdf _ -> "SVDF";
            case UnidirectionalSequenceLstm _ -> "UNIDIRECTIONAL_SEQUENCE_LSTM";
        };
    }
}
