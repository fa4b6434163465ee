package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;
import java.util.Arrays;

/** Operators that only move elements: which shapes and axes fit, and the shape that comes out. */
final class LayoutRules {
    private LayoutRules() {}

    static void check(LayoutOp op, Operands operands, Violations violations) {
        switch (op) {
            case LayoutOp.Reshape _ -> {
                if (OperandRules.counts(1, 2, operands, violations) && OperandRules.sameType(1, operands, violations)) {
                    checkReshape(operands, violations);
                }
            }
            case LayoutOp.Pad _ -> {
                if (OperandRules.counts(2, 2, operands, violations) && OperandRules.sameType(1, operands, violations)) {
                    checkPad(operands, violations);
                }
            }
            case LayoutOp.Concatenation concatenation -> {
                if (OperandRules.counts(1, Integer.MAX_VALUE, operands, violations)
                        && OperandRules.sameType(operands.inputs(), operands, violations)) {
                    check(concatenation, operands, violations);
                }
            }
            case LayoutOp.Squeeze _, LayoutOp.ExpandDims _, LayoutOp.ShapeOf _, LayoutOp.PadV2 _, LayoutOp.MirrorPad _,
                    LayoutOp.Pack _, LayoutOp.Unpack _, LayoutOp.Split _, LayoutOp.SplitV _, LayoutOp.Slice _,
                    LayoutOp.StridedSlice _, LayoutOp.Transpose _, LayoutOp.ReverseV2 _, LayoutOp.BroadcastTo _,
                    LayoutOp.Gather _, LayoutOp.GatherNd _, LayoutOp.SpaceToDepth _, LayoutOp.DepthToSpace _,
                    LayoutOp.SpaceToBatchNd _, LayoutOp.BatchToSpaceNd _ -> { }
        }
    }

    private static void checkReshape(Operands operands, Violations violations) {
        if (operands.in(0).elements() != operands.out().elements()) {
            violations.node(operands.number(), "input " + operands.in(0) + " has " + operands.in(0).elements()
                    + " elements, output " + operands.out() + " has " + operands.out().elements());
        }
    }

    /** Paddings are (rank, 2): cells before and after, each at least 0. */
    private static void checkPad(Operands operands, Violations violations) {
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

    private static void check(LayoutOp.Concatenation concatenation, Operands operands, Violations violations) {
        int[] dims = operands.in(0).toArray();
        if (!ReductionRules.isAxis(concatenation.axis(), dims.length)) {
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
}
