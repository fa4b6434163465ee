package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;
import java.util.Arrays;

/** Operators that sum products: weights that fit the input, and the shape that comes out. */
final class MatrixRules {
    private static final int MAX_MATMUL_RANK = 5;

    private MatrixRules() {}

    static void check(MatrixOp op, Operands operands, Violations violations) {
        switch (op) {
            case MatrixOp.Conv2d conv -> {
                if (fits(operands, violations)) {
                    check(conv, operands, violations);
                }
            }
            case MatrixOp.DepthwiseConv2d conv -> {
                if (fits(operands, violations)) {
                    check(conv, operands, violations);
                }
            }
            case MatrixOp.FullyConnected dense -> {
                if (fits(operands, violations)) {
                    check(dense, operands, violations);
                }
            }
            case MatrixOp.TransposeConv conv -> check(conv, operands, violations);
            case MatrixOp.BatchMatmul matmul -> check(matmul, operands, violations);
        }
    }

    private static boolean fits(Operands operands, Violations violations) {
        if (!OperandRules.counts(2, 3, operands, violations) || !OperandRules.sameType(1, operands, violations)) {
            return false;
        }
        OperandRules.symmetric(operands, violations);
        return true;
    }

    private static void check(MatrixOp.Conv2d conv, Operands operands, Violations violations) {
        if (WindowRules.ranksAre4(2, operands, violations)) {
            Shape weights = operands.in(1);
            int depth = operands.in(0).dim(3);
            int groups = depth / weights.dim(3);
            if (depth % weights.dim(3) != 0 || weights.dim(0) % groups != 0) {
                violations.node(operands.number(), "weights " + weights + " do not divide the " + depth
                        + " channels of the input into groups");
            }
            checkBias(2, weights.dim(0), operands, violations);
            WindowRules.Window rows = new WindowRules.Window(weights.dim(1), conv.strideH(), conv.dilationH());
            WindowRules.Window columns = new WindowRules.Window(weights.dim(2), conv.strideW(), conv.dilationW());
            WindowRules.checkOutput(conv.padding(), rows, columns, weights.dim(0), operands, violations);
        }
    }

    private static void check(MatrixOp.DepthwiseConv2d conv, Operands operands, Violations violations) {
        if (WindowRules.ranksAre4(2, operands, violations)) {
            Shape weights = operands.in(1);
            int depth = operands.in(0).dim(3);
            if (weights.dim(0) != 1 || weights.dim(3) != (long) depth * conv.depthMultiplier()) {
                violations.node(operands.number(), "weights " + weights + ", 1 x h x w x " + depth + " channels times "
                        + "depth multiplier " + conv.depthMultiplier() + " expected");
            }
            checkBias(2, weights.dim(3), operands, violations);
            WindowRules.Window rows = new WindowRules.Window(weights.dim(1), conv.strideH(), conv.dilationH());
            WindowRules.Window columns = new WindowRules.Window(weights.dim(2), conv.strideW(), conv.dilationW());
            WindowRules.checkOutput(conv.padding(), rows, columns, weights.dim(3), operands, violations);
        }
    }

    private static void check(MatrixOp.FullyConnected dense, Operands operands, Violations violations) {
        Shape input = operands.in(0);
        Shape weights = operands.in(1);
        if (weights.rank() != 2 || input.elements() % weights.dim(1) != 0) {
            violations.node(operands.number(), "weights " + weights + ", (units, depth) expected with a depth that divides"
                    + " the input " + input);
            return;
        }
        int units = weights.dim(0);
        int rows = input.elements() / weights.dim(1);
        checkBias(2, units, operands, violations);
        Shape output = operands.out();
        if (output.rank() < 1 || output.last(0) != units || output.elements() / units != rows
                || (dense.keepNumDims() && output.rank() != input.rank())) {
            violations.node(operands.number(), "output shape " + output + ", the operator computes " + rows + " rows of "
                    + units + " units" + (dense.keepNumDims() ? " in the rank of the input " + input : ""));
        }
    }

    private static void checkBias(int i, int channels, Operands operands, Violations violations) {
        if (operands.hasInput(i) && operands.in(i).elements() != channels) {
            violations.node(operands.number(), "bias " + operands.in(i) + ", " + channels + " elements expected");
        }
    }

    /** The output's size is what the tensor says: the kernels leave out what falls beside it. */
    private static void check(MatrixOp.TransposeConv conv, Operands operands, Violations violations) {
        if (!OperandRules.counts(3, 4, operands, violations)) {
            return;
        }
        OperandRules.symmetric(operands, violations);
        Shape weights = operands.in(1);
        Shape input = operands.in(2);
        Shape output = operands.out();
        if (operands.input(2).type() != operands.output().type()) {
            violations.node(operands.number(), "input 2 " + operands.input(2).type().label() + ", output "
                    + operands.output().type().label() + "; one type expected");
        }
        if (weights.rank() != 4 || input.rank() != 4 || output.rank() != 4
                || weights.dim(3) != input.dim(3) || output.dim(0) != input.dim(0) || output.dim(3) != weights.dim(0)) {
            violations.node(operands.number(), "weights " + weights + ", input " + input + ", output " + output
                    + "; (units, h, w, depth), (n, h, w, depth) and (n, h, w, units) expected");
            return;
        }
        checkBias(3, weights.dim(0), operands, violations);
        WindowRules.checkBounds(
                new WindowRules.Window(weights.dim(1), conv.strideH(), 1),
                new WindowRules.Window(weights.dim(2), conv.strideW(), 1), operands, violations);
        long[] shape = operands.integers(0);
        if (shape != null && !Arrays.equals(shape, Arrays.stream(output.toArray()).asLongStream().toArray())) {
            violations.node(operands.number(), "output shape " + output + ", input 0 says " + Arrays.toString(shape));
        }
    }

    private static void check(MatrixOp.BatchMatmul matmul, Operands operands, Violations violations) {
        if (!OperandRules.counts(2, 2, operands, violations) || !OperandRules.sameType(2, operands, violations)) {
            return;
        }
        OperandRules.symmetric(operands, violations);
        Shape left = operands.in(0);
        Shape right = operands.in(1);
        if (Math.min(left.rank(), right.rank()) < 2 || Math.max(left.rank(), right.rank()) > MAX_MATMUL_RANK) {
            violations.node(operands.number(), "inputs " + left + " and " + right + ", ranks of 2 to "
                    + MAX_MATMUL_RANK + " expected");
            return;
        }
        if (left.last(matmul.adjointLeft() ? 1 : 0) != right.last(matmul.adjointRight() ? 0 : 1)
                || !batchesMeet(left, right)) {
            violations.node(operands.number(), "inputs " + left + (matmul.adjointLeft() ? " adjoint" : "") + " and "
                    + right + (matmul.adjointRight() ? " adjoint" : "")
                    + ", one depth, and batches that are equal or 1, expected");
            return;
        }
        int rank = Math.max(left.rank(), right.rank());
        int[] dims = new int[rank];
        Arrays.setAll(dims, i -> Math.max(fromLast(left, rank - 1 - i), fromLast(right, rank - 1 - i)));
        dims[rank - 2] = left.last(matmul.adjointLeft() ? 0 : 1);
        dims[rank - 1] = right.last(matmul.adjointRight() ? 1 : 0);
        OperandRules.expect(dims, operands, violations);
    }

    private static boolean batchesMeet(Shape left, Shape right) {
        for (int i = 2; i < Math.max(left.rank(), right.rank()); i++) {
            int a = fromLast(left, i);
            int b = fromLast(right, i);
            if (a != b && a != 1 && b != 1) {
                return false;
            }
        }
        return true;
    }

    /** Dimension {@code i} counted from the innermost, 1 beyond the outermost. */
    private static int fromLast(Shape shape, int i) {
        return i < shape.rank() ? shape.last(i) : 1;
    }
}
