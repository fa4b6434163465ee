package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;

/** Operators that sum products: weights that fit the input, and the shape that comes out. */
final class MatrixRules {
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
            case MatrixOp.TransposeConv _, MatrixOp.BatchMatmul _ -> { }
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
            checkBias(weights.dim(0), operands, violations);
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
            checkBias(weights.dim(3), operands, violations);
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
        checkBias(units, operands, violations);
        Shape output = operands.out();
        if (output.rank() < 1 || output.last(0) != units || output.elements() / units != rows
                || (dense.keepNumDims() && output.rank() != input.rank())) {
            violations.node(operands.number(), "output shape " + output + ", the operator computes " + rows + " rows of "
                    + units + " units" + (dense.keepNumDims() ? " in the rank of the input " + input : ""));
        }
    }

    private static void checkBias(int channels, Operands operands, Violations violations) {
        if (operands.hasInput(2) && operands.in(2).elements() != channels) {
            violations.node(operands.number(), "bias " + operands.in(2) + ", " + channels + " elements expected");
        }
    }
}
