package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;

/** Operators on elements of several tensors: shapes that broadcast. */
final class BroadcastRules {
    private BroadcastRules() {}

    static void check(BroadcastOp op, Operands operands, Violations violations) {
        switch (op) {
            case BroadcastOp.Add _, BroadcastOp.Mul _ -> {
                if (OperandRules.counts(2, 2, operands, violations) && OperandRules.sameType(2, operands, violations)) {
                    OperandRules.symmetric(operands, violations);
                    checkBroadcast(operands, violations);
                }
            }
            case BroadcastOp.Sub _, BroadcastOp.Div _, BroadcastOp.SquaredDifference _, BroadcastOp.Maximum _,
                    BroadcastOp.Minimum _, BroadcastOp.Prelu _, BroadcastOp.Compare _, BroadcastOp.SelectV2 _,
                    BroadcastOp.AddN _ -> { }
        }
    }

    /** Two shapes, aligned at their last dimensions, where a 1 stretches to the other's size. */
    private static void checkBroadcast(Operands operands, Violations violations) {
        Shape a = operands.in(0);
        Shape b = operands.in(1);
        int[] dims = new int[Math.max(a.rank(), b.rank())];
        for (int i = 0; i < dims.length; i++) {
            int da = i < a.rank() ? a.last(i) : 1;
            int db = i < b.rank() ? b.last(i) : 1;
            if (da != db && da != 1 && db != 1) {
                violations.node(operands.number(), "shapes " + a + " and " + b + " do not broadcast");
                return;
            }
            dims[dims.length - 1 - i] = Math.max(da, db);
        }
        OperandRules.expect(dims, operands, violations);
    }
}
