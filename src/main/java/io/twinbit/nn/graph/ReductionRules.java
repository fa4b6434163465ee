package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;
import java.util.Arrays;

/** Operators that bring elements along some dimensions together: which axes fit, and the shape that comes out. */
final class ReductionRules {
    private ReductionRules() {}

    static void check(ReductionOp op, Operands operands, Violations violations) {
        switch (op) {
            case ReductionOp.Softmax softmax -> {
                if (OperandRules.counts(1, 1, operands, violations)) {
                    OperandRules.symmetric(operands.node().inputs(), operands, violations);
                    check(softmax, operands, violations);
                }
            }
            case ReductionOp.Mean mean -> {
                if (OperandRules.counts(2, 2, operands, violations) && OperandRules.sameType(1, operands, violations)) {
                    OperandRules.symmetric(operands, violations);
                    check(mean, operands, violations);
                }
            }
            case ReductionOp.LogSoftmax _, ReductionOp.L2Normalization _, ReductionOp.Sum _, ReductionOp.ReduceMax _,
                    ReductionOp.ReduceMin _, ReductionOp.ArgMax _, ReductionOp.ArgMin _, ReductionOp.CumSum _ -> { }
        }
    }

    private static void check(ReductionOp.Softmax softmax, Operands operands, Violations violations) {
        if (!(softmax.beta() > 0) || Float.isInfinite(softmax.beta())) {
            violations.node(operands.number(), "beta " + softmax.beta() + ", finite and above 0 expected");
        }
        if (operands.in(0).rank() == 0) {
            violations.node(operands.number(), "a scalar has no dimension to normalize along");
        }
        OperandRules.expect(operands.in(0).toArray(), operands, violations);
    }

    private static void check(ReductionOp.Mean mean, Operands operands, Violations violations) {
        Shape input = operands.in(0);
        long[] axes = operands.integers(1);
        if (axes == null) {
            violations.node(operands.number(), "axes " + operands.input(1) + ", constant integers expected");
            return;
        }
        int[] dims = input.toArray();
        for (long axis : axes) {
            if (!isAxis(axis, input.rank())) {
                violations.node(operands.number(), "axis " + axis + " of rank " + input.rank());
                return;
            }
            dims[(int) Math.floorMod(axis, (long) input.rank())] = mean.keepDims() ? 1 : 0;
        }
        OperandRules.expect(Arrays.stream(dims).filter(d -> d != 0).toArray(), operands, violations);
    }

    /** A negative axis counts from the innermost dimension. */
    static boolean isAxis(long axis, int rank) {
        return axis >= -rank && axis < rank;
    }
}
