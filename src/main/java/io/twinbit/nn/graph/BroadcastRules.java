package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Shape;

/** Operators on elements of several tensors: shapes that broadcast. */
final class BroadcastRules {
    private BroadcastRules() {}

    static void check(BroadcastOp op, Operands operands, Violations violations) {
        switch (op) {
            case BroadcastOp.Add _, BroadcastOp.Sub _, BroadcastOp.Mul _, BroadcastOp.Div _,
                    BroadcastOp.SquaredDifference _ -> {
                if (isPair(operands, violations) && OperandRules.sameType(2, operands, violations)) {
                    OperandRules.symmetric(operands, violations);
                }
            }
            case BroadcastOp.Maximum _, BroadcastOp.Minimum _ -> {
                if (isPair(operands, violations)) {
                    OperandRules.sameType(2, operands, violations);
                }
            }
            case BroadcastOp.Prelu _ -> checkPrelu(operands, violations);
            case BroadcastOp.Compare _ -> checkComparison(operands, violations);
            case BroadcastOp.SelectV2 _ -> checkSelection(operands, violations);
            case BroadcastOp.AddN _ -> checkAddN(operands, violations);
        }
    }

    /** Two inputs whose shapes broadcast to that of the one output. */
    private static boolean isPair(Operands operands, Violations violations) {
        if (!OperandRules.counts(2, 2, operands, violations)) {
            return false;
        }
        checkBroadcast(2, operands, violations);
        return true;
    }

    private static void checkPrelu(Operands operands, Violations violations) {
        if (isPair(operands, violations)) {
            OperandRules.sameType(1, operands, violations);
            expectType(1, ElementType.INT8, operands, violations);
        }
    }

    private static void checkComparison(Operands operands, Violations violations) {
        if (!isPair(operands, violations)) {
            return;
        }
        expectType(1, operands.input(0).type(), operands, violations);
        if (operands.output().type() != ElementType.BOOL) {
            violations.node(operands.number(), "output " + operands.output().type().label() + ", bool expected");
        }
    }

    private static void checkSelection(Operands operands, Violations violations) {
        if (!OperandRules.counts(3, 3, operands, violations)) {
            return;
        }
        checkBroadcast(3, operands, violations);
        expectType(0, ElementType.BOOL, operands, violations);
        expectType(1, operands.output().type(), operands, violations);
        expectType(2, operands.output().type(), operands, violations);
    }

    private static void checkAddN(Operands operands, Violations violations) {
        if (!OperandRules.counts(2, Integer.MAX_VALUE, operands, violations)
                || !OperandRules.sameType(operands.inputs(), operands, violations)) {
            return;
        }
        for (int i = 0; i < operands.inputs(); i++) {
            if (!operands.in(i).equals(operands.out())) {
                violations.node(operands.number(), "input " + i + " has shape " + operands.in(i) + ", "
                        + operands.out() + " as the output expected");
            }
        }
    }

    private static void expectType(int input, ElementType type, Operands operands, Violations violations) {
        ElementType found = operands.input(input).type();
        if (found != type) {
            violations.node(operands.number(), "input " + input + " " + found.label() + ", " + type.label() + " expected");
        }
    }

    /** Shapes, aligned at their last dimensions, where a 1 stretches to the others' size. */
    private static void checkBroadcast(int inputs, Operands operands, Violations violations) {
        int rank = 0;
        for (int k = 0; k < inputs; k++) {
            rank = Math.max(rank, operands.in(k).rank());
        }
        int[] dims = new int[rank];
        for (int i = 0; i < rank; i++) {
            int size = 1;
            for (int k = 0; k < inputs; k++) {
                Shape shape = operands.in(k);
                int found = i < shape.rank() ? shape.last(i) : 1;
                if (found != 1 && size != 1 && found != size) {
                    violations.node(operands.number(), "shapes " + shapes(inputs, operands) + " do not broadcast");
                    return;
                }
                size = found == 1 ? size : found;
            }
            dims[rank - 1 - i] = size;
        }
        OperandRules.expect(dims, operands, violations);
    }

    private static String shapes(int inputs, Operands operands) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < inputs; k++) {
            text.append(k == 0 ? "" : k == inputs - 1 ? " and " : ", ").append(operands.in(k));
        }
        return text.toString();
    }
}
