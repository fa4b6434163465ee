package io.twinbit.nn.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tensors that are put together along a dimension, and taken apart. */
final class JoinRules {
    private JoinRules() {}

    private static boolean areJoined(Operands operands, Violations violations) {
        return OperandRules.counts(1, Integer.MAX_VALUE, operands, violations)
                && OperandRules.sameType(operands.inputs(), operands, violations);
    }

    /** One output or more, all of the type of input {@code whole}. */
    private static boolean areParts(int inputs, int whole, Operands operands, Violations violations) {
        if (!OperandRules.counts(inputs, inputs, Math.max(1, operands.outputs()), operands, violations)) {
            return false;
        }
        for (int o = 0; o < operands.outputs(); o++) {
            if (operands.output(o).type() != operands.input(whole).type()) {
                violations.node(operands.number(), "input " + operands.input(whole).type().label() + ", output " + o + " "
                        + operands.output(o).type().label() + "; one type expected");
                return false;
            }
        }
        return true;
    }

    static void check(LayoutOp.Concatenation concatenation, Operands operands, Violations violations) {
        if (!areJoined(operands, violations)) {
            return;
        }
        int[] dims = operands.in(0).toArray();
        int axis = LayoutRules.fromFront(concatenation.axis(), dims.length, operands, violations);
        if (axis < 0) {
            return;
        }
        long sum = 0;
        for (int i = 0; i < operands.inputs(); i++) {
            int[] other = operands.in(i).toArray();
            if (other.length == dims.length) {
                sum += other[axis];
                other[axis] = dims[axis];
            }
            if (!Arrays.equals(other, dims)) {
                violations.node(operands.number(), "input " + i + " of shape " + operands.in(i)
                        + " differs from input 0 " + operands.in(0) + " in more than axis " + axis);
                return;
            }
        }
        dims[axis] = (int) Math.min(sum, Integer.MAX_VALUE);
        OperandRules.expect(dims, operands, violations);
    }

    static void check(LayoutOp.Pack pack, Operands operands, Violations violations) {
        if (!areJoined(operands, violations)) {
            return;
        }
        int[] dims = operands.in(0).toArray();
        int axis = LayoutRules.fromFront(pack.axis(), dims.length + 1, operands, violations);
        for (int i = 1; i < operands.inputs(); i++) {
            if (!operands.in(i).equals(operands.in(0))) {
                violations.node(operands.number(), "input " + i + " of shape " + operands.in(i) + ", input 0 "
                        + operands.in(0) + "; one shape expected");
                return;
            }
        }
        if (axis >= 0) {
            OperandRules.expect(LayoutRules.inserted(dims, axis, operands.inputs()), operands, violations);
        }
    }

    static void check(LayoutOp.Unpack unpack, Operands operands, Violations violations) {
        if (!areParts(1, 0, operands, violations)) {
            return;
        }
        int[] dims = operands.in(0).toArray();
        int axis = LayoutRules.fromFront(unpack.axis(), dims.length, operands, violations);
        if (axis < 0) {
            return;
        }
        if (dims[axis] != operands.outputs()) {
            violations.node(operands.number(), operands.outputs() + " outputs, dimension " + axis + " of "
                    + operands.in(0) + " has " + dims[axis]);
            return;
        }
        for (int o = 0; o < operands.outputs(); o++) {
            OperandRules.expect(LayoutMoves.without(axis, dims), o, operands, violations);
        }
    }

    static void checkSplit(Operands operands, Violations violations) {
        if (areParts(2, 1, operands, violations)) {
            int axis = LayoutRules.axis(0, operands.in(1).rank(), operands, violations);
            if (axis >= 0) {
                long[] sizes = new long[operands.outputs()];
                Arrays.fill(sizes, operands.in(1).dim(axis) / sizes.length);
                checkParts(1, axis, sizes, operands, violations);
            }
        }
    }

    static void checkSplitV(Operands operands, Violations violations) {
        if (areParts(3, 0, operands, violations)) {
            long[] sizes = LayoutRules.integers(1, operands.outputs(), "sizes", operands, violations);
            int axis = LayoutRules.axis(2, operands.in(0).rank(), operands, violations);
            if (axis >= 0) {
                checkParts(0, axis, sizes, operands, violations);
            }
        }
    }

    /** The outputs differ from the input only along {@code axis}, where they have {@code sizes} (-1: any) and sum up. */
    private static void checkParts(
            int input, int axis, long @Nullable [] sizes, Operands operands, Violations violations) {
        int[] dims = operands.in(input).toArray();
        int rest = dims[axis];
        for (int o = 0; o < operands.outputs(); o++) {
            int size = operands.out(o).rank() == dims.length ? operands.out(o).dim(axis) : 0;
            long expected = sizes == null ? -1 : sizes[o];
            dims[axis] = expected == -1 ? size : Math.clamp(expected, 0, Integer.MAX_VALUE);
            OperandRules.expect(dims, o, operands, violations);
            rest -= size;
        }
        if (rest != 0) {
            violations.node(operands.number(), "outputs do not have together what input " + operands.in(input)
                    + " has along axis " + axis);
        }
    }
}
