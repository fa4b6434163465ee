package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
            case ReductionOp.LogSoftmax _, ReductionOp.L2Normalization _ -> {
                if (OperandRules.counts(1, 1, operands, violations) && OperandRules.sameType(1, operands, violations)) {
                    checkRows(operands, violations);
                }
            }
            case ReductionOp.Mean mean -> checkReduction(mean.keepDims(), operands, violations);
            case ReductionOp.Sum sum -> checkReduction(sum.keepDims(), operands, violations);
            case ReductionOp.ReduceMax max -> checkReduction(max.keepDims(), operands, violations);
            case ReductionOp.ReduceMin min -> checkReduction(min.keepDims(), operands, violations);
            case ReductionOp.ArgMax _, ReductionOp.ArgMin _ -> {
                if (OperandRules.counts(2, 2, operands, violations)) {
                    checkArgument(operands, violations);
                }
            }
            case ReductionOp.CumSum _ -> {
                if (OperandRules.counts(2, 2, operands, violations)
                        && OperandRules.sameType(1, operands, violations)
                        && axis(operands, violations) != null) {
                    OperandRules.expect(operands.in(0).toArray(), operands, violations);
                }
            }
        }
    }

    private static void check(ReductionOp.Softmax softmax, Operands operands, Violations violations) {
        if (!(softmax.beta() > 0) || Float.isInfinite(softmax.beta())) {
            violations.node(operands.number(), "beta " + softmax.beta() + ", finite and above 0 expected");
        }
        checkRows(operands, violations);
    }

    private static void checkRows(Operands operands, Violations violations) {
        if (operands.in(0).rank() == 0) {
            violations.node(operands.number(), "a scalar has no dimension to normalize along");
        }
        OperandRules.expect(operands.in(0).toArray(), operands, violations);
    }

    private static void checkReduction(boolean keepDims, Operands operands, Violations violations) {
        if (!OperandRules.counts(2, 2, operands, violations) || !OperandRules.sameType(1, operands, violations)) {
            return;
        }
        long[] axes = axes(operands, violations);
        if (axes == null) {
            return;
        }
        Shape input = operands.in(0);
        int[] dims = input.toArray();
        for (long axis : axes) {
            dims[(int) Math.floorMod(axis, (long) input.rank())] = keepDims ? 1 : 0;
        }
        OperandRules.expect(Arrays.stream(dims).filter(d -> d != 0).toArray(), operands, violations);
    }

    private static void checkArgument(Operands operands, Violations violations) {
        Integer axis = axis(operands, violations);
        if (axis != null) {
            Shape input = operands.in(0);
            int[] kept = IntStream.range(0, input.rank()).filter(i -> i != axis).map(input::dim).toArray();
            OperandRules.expect(kept, operands, violations);
        }
    }

    /** The one axis, counted from the outermost dimension; null, and a violation, if it is not one. */
    private static @Nullable Integer axis(Operands operands, Violations violations) {
        long[] axes = axes(operands, violations);
        if (axes != null && axes.length != 1) {
            violations.node(operands.number(), axes.length + " axes, one expected");
            return null;
        }
        return axes == null ? null : (int) Math.floorMod(axes[0], (long) operands.in(0).rank());
    }

    /** All in range; null, and a violation, if they are not. */
    private static long @Nullable [] axes(Operands operands, Violations violations) {
        long[] axes = operands.integers(1);
        if (axes == null) {
            violations.node(operands.number(), "axes " + operands.input(1) + ", constant integers expected");
            return null;
        }
        for (long axis : axes) {
            if (!isAxis(axis, operands.in(0).rank())) {
                violations.node(operands.number(), "axis " + axis + " of rank " + operands.in(0).rank());
                return null;
            }
        }
        return axes;
    }

    /** A negative axis counts from the innermost dimension. */
    static boolean isAxis(long axis, int rank) {
        return axis >= -rank && axis < rank;
    }
}
