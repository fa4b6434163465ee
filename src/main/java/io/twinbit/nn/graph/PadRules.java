package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;

/** Paddings are (rank, 2): cells before and after, each at least 0. */
final class PadRules {
    private PadRules() {}

    static void check(LayoutOp.Pad op, Operands operands, Violations violations) {
        if (LayoutRules.fits(2, 2, operands, violations)) {
            checkPaddings(op, operands, violations);
        }
    }

    static void check(LayoutOp.PadV2 op, Operands operands, Violations violations) {
        if (LayoutRules.fits(3, 3, operands, violations)) {
            if (operands.input(2).type() != operands.output().type() || operands.in(2).elements() != 1) {
                violations.node(operands.number(), "value " + operands.input(2) + ", one "
                        + operands.output().type().label() + " expected");
            }
            checkPaddings(op, operands, violations);
        }
    }

    static void check(LayoutOp.MirrorPad op, Operands operands, Violations violations) {
        if (LayoutRules.fits(2, 2, operands, violations)) {
            checkPaddings(op, operands, violations);
        }
    }

    private static void checkPaddings(LayoutOp operator, Operands operands, Violations violations) {
        Shape input = operands.in(0);
        long[] paddings = LayoutRules.integers(1, 2 * input.rank(), "paddings", operands, violations);
        if (paddings != null && areBounded(paddings, most(operator, input), operands, violations)) {
            int[] dims = input.toArray();
            for (int d = 0; d < dims.length; d++) {
                dims[d] = (int) Math.min(dims[d] + paddings[2 * d] + paddings[2 * d + 1], Integer.MAX_VALUE);
            }
            OperandRules.expect(dims, operands, violations);
        }
    }

    /** For each dimension: what lies inside can be mirrored once. */
    private static int[] most(LayoutOp operator, Shape input) {
        int[] most = input.toArray();
        for (int d = 0; d < most.length; d++) {
            most[d] = operator instanceof LayoutOp.MirrorPad mirror
                    ? most[d] - MirrorMoves.skipped(mirror)
                    : TensorRules.MAX_TENSOR_BYTES;
        }
        return most;
    }

    private static boolean areBounded(long[] paddings, int[] most, Operands operands, Violations violations) {
        for (int d = 0; d < most.length; d++) {
            long before = paddings[2 * d];
            long after = paddings[2 * d + 1];
            if (before < 0 || before > most[d] || after < 0 || after > most[d]) {
                violations.node(operands.number(), "paddings " + before + " and " + after + " of dimension " + d
                        + "; 0 to " + most[d] + " expected");
                return false;
            }
        }
        return true;
    }
}
