package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Operators that only move elements: which shapes and axes fit, and the shape that comes out. Where an operand that says
 * how elements move is not a constant, there is nothing to compare; the lowering refuses it.
 */
final class LayoutRules {
    private LayoutRules() {}

    static void check(LayoutOp operator, Operands operands, Violations violations) {
        switch (operator) {
            case LayoutOp.Reshape _ -> checkReshape(operands, violations);
            case LayoutOp.Squeeze _ -> checkSqueeze(operands, violations);
            case LayoutOp.ExpandDims _ -> checkExpandDims(operands, violations);
            case LayoutOp.ShapeOf _ -> checkShapeOf(operands, violations);
            case LayoutOp.Pad op -> PadRules.check(op, operands, violations);
            case LayoutOp.PadV2 op -> PadRules.check(op, operands, violations);
            case LayoutOp.MirrorPad op -> PadRules.check(op, operands, violations);
            case LayoutOp.Concatenation op -> JoinRules.check(op, operands, violations);
            case LayoutOp.Pack op -> JoinRules.check(op, operands, violations);
            case LayoutOp.Unpack op -> JoinRules.check(op, operands, violations);
            case LayoutOp.Split _ -> JoinRules.checkSplit(operands, violations);
            case LayoutOp.SplitV _ -> JoinRules.checkSplitV(operands, violations);
            case LayoutOp.Slice _ -> SliceRules.checkSlice(operands, violations);
            case LayoutOp.StridedSlice op -> SliceRules.check(op, operands, violations);
            case LayoutOp.Transpose _ -> SliceRules.checkTranspose(operands, violations);
            case LayoutOp.ReverseV2 _ -> SliceRules.checkReverse(operands, violations);
            case LayoutOp.BroadcastTo _ -> SliceRules.checkBroadcast(operands, violations);
            case LayoutOp.Gather op -> GatherRules.check(op, operands, violations);
            case LayoutOp.GatherNd _ -> GatherRules.checkNd(operands, violations);
            case LayoutOp.SpaceToDepth op -> BlockRules.check(op, operands, violations);
            case LayoutOp.DepthToSpace op -> BlockRules.check(op, operands, violations);
            case LayoutOp.SpaceToBatchNd _ -> BlockRules.checkSpaceToBatch(operands, violations);
            case LayoutOp.BatchToSpaceNd _ -> BlockRules.checkBatchToSpace(operands, violations);
        }
    }

    /** Number of inputs; one output, of the first input's type. */
    static boolean fits(int min, int max, Operands operands, Violations violations) {
        return OperandRules.counts(min, max, operands, violations) && OperandRules.sameType(1, operands, violations);
    }

    /**
     * The numbers of a constant operand, {@code count} of them; null if it depends on data, or is not as expected, which
     * is told then.
     */
    static long @Nullable [] integers(int i, int count, String what, Operands operands, Violations violations) {
        if (operands.constant(i) == null) {
            return null;
        }
        long[] integers = operands.integers(i);
        if (integers == null || integers.length != count) {
            violations.node(operands.number(), what + " " + operands.input(i) + ", constant integers expected, as many as "
                    + count);
            return null;
        }
        return integers;
    }

    /** A constant axis that counts from the back if it is negative, as one from the front; -1 if there is nothing to say. */
    static int axis(int i, int rank, Operands operands, Violations violations) {
        long[] axis = integers(i, 1, "axis", operands, violations);
        return axis == null ? -1 : fromFront(axis[0], rank, operands, violations);
    }

    /** The axis counted from the front; -1 if there is no such axis, which is told then. */
    static int fromFront(long axis, int rank, Operands operands, Violations violations) {
        if (!ReductionRules.isAxis(axis, rank)) {
            violations.node(operands.number(), "axis " + axis + " of rank " + rank);
            return -1;
        }
        return (int) Math.floorMod(axis, (long) rank);
    }

    private static void checkReshape(Operands operands, Violations violations) {
        if (fits(1, 2, operands, violations) && operands.in(0).elements() != operands.out().elements()) {
            violations.node(operands.number(), "input " + operands.in(0) + " has " + operands.in(0).elements()
                    + " elements, output " + operands.out() + " has " + operands.out().elements());
        }
    }

    /** Dimensions of 1 may go, others not. */
    private static void checkSqueeze(Operands operands, Violations violations) {
        if (fits(1, 1, operands, violations)
                && (operands.out().rank() > operands.in(0).rank()
                        || !Arrays.equals(withoutOnes(operands.in(0)), withoutOnes(operands.out())))) {
            violations.node(operands.number(), "input " + operands.in(0) + ", output " + operands.out()
                    + "; the same without dimensions of 1 expected");
        }
    }

    private static int[] withoutOnes(Shape shape) {
        return IntStream.of(shape.toArray()).filter(d -> d != 1).toArray();
    }

    private static void checkExpandDims(Operands operands, Violations violations) {
        if (!fits(2, 2, operands, violations)) {
            return;
        }
        int[] in = operands.in(0).toArray();
        int axis = axis(1, in.length + 1, operands, violations);
        if (axis >= 0) {
            OperandRules.expect(inserted(in, axis, 1), operands, violations);
        }
    }

    static int[] inserted(int[] dims, int axis, int size) {
        return IntStream.rangeClosed(0, dims.length)
                .map(d -> d == axis ? size : dims[d < axis ? d : d - 1])
                .toArray();
    }

    private static void checkShapeOf(Operands operands, Violations violations) {
        if (OperandRules.counts(1, 1, operands, violations)) {
            ElementType type = operands.output().type();
            if (type != ElementType.INT32 && type != ElementType.INT64) {
                violations.node(operands.number(), "output " + type.label() + ", int32 or int64 expected");
            }
            OperandRules.expect(new int[] {operands.in(0).rank()}, operands, violations);
        }
    }
}
