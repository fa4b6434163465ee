package io.twinbit.nn.graph;

import io.twinbit.nn.graph.RecurrentOp.Gate;
import io.twinbit.nn.graph.RecurrentOp.Svdf;
import io.twinbit.nn.graph.RecurrentOp.UnidirectionalSequenceLstm;
import io.twinbit.nn.tensor.Shape;

/** Operators with variable tensors: number and shapes of their many operands, and that the state is variable. */
final class RecurrentRules {
    private static final int SVDF_OPERANDS = 5;
    private static final int LSTM_OPERANDS = 24;

    private RecurrentRules() {}

    static void check(RecurrentOp op, Operands operands, Violations violations) {
        switch (op) {
            case Svdf svdf -> {
                if (OperandRules.counts(3, SVDF_OPERANDS, operands, violations)
                        && isVariable(Svdf.STATE, operands, violations)
                        && ranksAre(2, operands, violations, 0, 1, 2, Svdf.STATE)) {
                    check(svdf, operands, violations);
                }
            }
            case UnidirectionalSequenceLstm lstm -> {
                if (OperandRules.counts(1, LSTM_OPERANDS, operands, violations)
                        && isVariable(UnidirectionalSequenceLstm.HIDDEN, operands, violations)
                        && isVariable(UnidirectionalSequenceLstm.CELL, operands, violations)
                        && ranksAre(3, operands, violations, 0)
                        && ranksAre(2, operands, violations, UnidirectionalSequenceLstm.HIDDEN)) {
                    check(lstm, operands, violations);
                }
            }
        }
    }

    private static boolean isVariable(int i, Operands operands, Violations violations) {
        if (operands.hasInput(i) && operands.graph().variables().contains(operands.node().inputs().get(i))) {
            return true;
        }
        violations.node(operands.number(), "input " + i + " must be a variable tensor");
        return false;
    }

    private static boolean ranksAre(int rank, Operands operands, Violations violations, int... inputs) {
        for (int i : inputs) {
            if (operands.in(i).rank() != rank) {
                violations.node(
                        operands.number(), "input " + i + " of shape " + operands.in(i) + ", rank " + rank + " expected");
                return false;
            }
        }
        return true;
    }

    private static void check(Svdf svdf, Operands operands, Violations violations) {
        int batches = operands.in(0).dim(0);
        int filters = operands.in(Svdf.FEATURE_WEIGHTS).dim(0);
        Shape timeWeights = operands.in(Svdf.TIME_WEIGHTS);
        if (svdf.rank() < 1 || filters % svdf.rank() != 0) {
            violations.node(operands.number(), "rank " + svdf.rank() + " does not divide " + filters + " filters");
            return;
        }
        int units = filters / svdf.rank();
        OperandRules.expectInput(
                Svdf.FEATURE_WEIGHTS, operands, violations, filters, operands.in(0).dim(1));
        OperandRules.expectInput(Svdf.TIME_WEIGHTS, operands, violations, filters, timeWeights.dim(1));
        OperandRules.expectInput(Svdf.BIAS, operands, violations, units);
        OperandRules.expectInput(Svdf.STATE, operands, violations, batches, timeWeights.elements());
        OperandRules.expect(new int[] {batches, units}, operands, violations);
    }

    private static void check(UnidirectionalSequenceLstm lstm, Operands operands, Violations violations) {
        int[] sequence = operands.in(0).toArray();
        int batches = sequence[lstm.timeMajor() ? 1 : 0];
        int units = operands.in(UnidirectionalSequenceLstm.HIDDEN).dim(1);
        for (Gate gate : Gate.values()) {
            OperandRules.expectInput(gate.inputWeights(), operands, violations, units, sequence[2]);
            OperandRules.expectInput(gate.recurrentWeights(), operands, violations, units, units);
            OperandRules.expectInput(gate.bias(), operands, violations, units);
        }
        OperandRules.expectInput(UnidirectionalSequenceLstm.HIDDEN, operands, violations, batches, units);
        if (operands.in(UnidirectionalSequenceLstm.CELL).elements() != batches * (long) units) {
            violations.node(operands.number(), "input 19 of shape " + operands.in(UnidirectionalSequenceLstm.CELL)
                    + ", as many elements as input 18 expected");
        }
        OperandRules.expect(new int[] {sequence[0], sequence[1], units}, operands, violations);
    }
}
