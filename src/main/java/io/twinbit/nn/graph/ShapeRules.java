package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;
import java.util.Arrays;

/** Operators without a window: which shapes and axes fit, and the shape that comes out. */
final class ShapeRules {
    private ShapeRules() {}

    static void check(Op.FullyConnected dense, Operands operands, Violations violations) {
        Shape input = operands.in(0);
        Shape weights = operands.in(1);
        if (weights.rank() != 2 || input.elements() % weights.dim(1) != 0) {
            violations.node(operands.number(), "weights " + weights + ", (units, depth) expected with a depth that divides"
                    + " the input " + input);
            return;
        }
        int units = weights.dim(0);
        int rows = input.elements() / weights.dim(1);
        WindowRules.checkBias(units, operands, violations);
        Shape output = operands.out();
        if (output.rank() < 1 || output.last(0) != units || output.elements() / units != rows
                || (dense.keepNumDims() && output.rank() != input.rank())) {
            violations.node(operands.number(), "output shape " + output + ", the operator computes " + rows + " rows of "
                    + units + " units" + (dense.keepNumDims() ? " in the rank of the input " + input : ""));
        }
    }

    static void check(Op.Softmax softmax, Operands operands, Violations violations) {
        if (!(softmax.beta() > 0) || Float.isInfinite(softmax.beta())) {
            violations.node(operands.number(), "beta " + softmax.beta() + ", finite and above 0 expected");
        }
        if (operands.in(0).rank() == 0) {
            violations.node(operands.number(), "a scalar has no dimension to normalize along");
        }
        OperandRules.expect(operands.in(0).toArray(), operands, violations);
    }

    /** Two shapes, aligned at their last dimensions, where a 1 stretches to the other's size. */
    static void checkBroadcast(Operands operands, Violations violations) {
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

    static void checkReshape(Operands operands, Violations violations) {
        if (operands.in(0).elements() != operands.out().elements()) {
            violations.node(operands.number(), "input " + operands.in(0) + " has " + operands.in(0).elements()
                    + " elements, output " + operands.out() + " has " + operands.out().elements());
        }
    }

    /** Paddings are (rank, 2): cells before and after, each at least 0. */
    static void checkPad(Operands operands, Violations violations) {
        Shape input = operands.in(0);
        long[] paddings = operands.integers(1);
        if (paddings == null || paddings.length != 2 * input.rank()) {
            violations.node(operands.number(), "paddings " + operands.input(1) + ", constant integers " + input.rank()
                    + "x2 expected");
            return;
        }
        int[] dims = new int[input.rank()];
        for (int d = 0; d < dims.length; d++) {
            long before = paddings[2 * d];
            long after = paddings[2 * d + 1];
            if (!isPadding(before) || !isPadding(after)) {
                violations.node(operands.number(), "paddings " + before + " and " + after + " of dimension " + d + "; 0 to "
                        + TensorRules.MAX_TENSOR_BYTES + " expected");
                return;
            }
            dims[d] = (int) Math.min(input.dim(d) + before + after, Integer.MAX_VALUE);
        }
        OperandRules.expect(dims, operands, violations);
    }

    private static boolean isPadding(long cells) {
        return cells >= 0 && cells <= TensorRules.MAX_TENSOR_BYTES;
    }

    static void check(Op.Mean mean, Operands operands, Violations violations) {
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

    static void check(Op.Concatenation concatenation, Operands operands, Violations violations) {
        int[] dims = operands.in(0).toArray();
        if (!isAxis(concatenation.axis(), dims.length)) {
            violations.node(operands.number(), "axis " + concatenation.axis() + " of rank " + dims.length);
            return;
        }
        int axis = Math.floorMod(concatenation.axis(), dims.length);
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

    /** A negative axis counts from the innermost dimension. */
    private static boolean isAxis(long axis, int rank) {
        return axis >= -rank && axis < rank;
    }
}
