package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that take a part of one tensor, turn it or repeat it. */
final class SliceRules {
    private SliceRules() {}

    /** Begin, and size with -1 for what is left. */
    static void checkSlice(Operands operands, Violations violations) {
        if (!LayoutRules.fits(3, 3, operands, violations)) {
            return;
        }
        int[] dims = operands.in(0).toArray();
        long[] begin = LayoutRules.integers(1, dims.length, "begin", operands, violations);
        long[] size = LayoutRules.integers(2, dims.length, "size", operands, violations);
        if (begin == null || size == null) {
            return;
        }
        for (int d = 0; d < dims.length; d++) {
            long count = size[d] == -1 ? dims[d] - begin[d] : size[d];
            if (begin[d] < 0 || begin[d] >= dims[d] || count < 1 || count > dims[d] - begin[d]) {
                violations.node(operands.number(), "begin " + begin[d] + " and size " + size[d] + " of dimension " + d
                        + ", which has " + dims[d]);
                return;
            }
            dims[d] = (int) count;
        }
        OperandRules.expect(dims, operands, violations);
    }

    /** What the kernels do not look at is refused by the lowering, so that there is nothing to compare. */
    static void check(LayoutOp.StridedSlice op, Operands operands, Violations violations) {
        if (!LayoutRules.fits(4, 4, operands, violations) || !op.isPlain()) {
            return;
        }
        int rank = operands.in(0).rank();
        long[] begin = LayoutRules.integers(1, rank, "begin", operands, violations);
        long[] end = LayoutRules.integers(2, rank, "end", operands, violations);
        long[] strides = LayoutRules.integers(3, rank, "strides", operands, violations);
        if (begin == null || end == null || strides == null) {
            return;
        }
        if (LongStream.of(strides).anyMatch(stride -> stride == 0 || stride != (int) stride)) {
            violations.node(operands.number(), "strides " + Arrays.toString(strides) + ", 0 is none");
            return;
        }
        int[] dims = new int[rank];
        int kept = 0;
        for (int d = 0; d < rank; d++) {
            SlicedAxis axis = SlicedAxis.of(op, d, operands);
            if (axis.count() == 0) {
                violations.node(operands.number(), "begin " + begin[d] + ", end " + end[d] + " and stride " + strides[d]
                        + (axis.isShrunk() ? ", shrunk," : "") + " take nothing of dimension " + d + " of "
                        + operands.in(0));
                return;
            }
            if (!axis.isShrunk()) {
                dims[kept++] = axis.count();
            }
        }
        OperandRules.expect(Arrays.copyOf(dims, kept), operands, violations);
    }

    static void checkTranspose(Operands operands, Violations violations) {
        if (!LayoutRules.fits(2, 2, operands, violations)) {
            return;
        }
        Shape input = operands.in(0);
        long[] order = LayoutRules.integers(1, input.rank(), "order of dimensions", operands, violations);
        if (order == null) {
            return;
        }
        if (!Arrays.equals(LongStream.of(order).sorted().toArray(), LongStream.range(0, input.rank()).toArray())) {
            violations.node(operands.number(), "order of dimensions " + Arrays.toString(order) + "; each of 0 to "
                    + (input.rank() - 1) + " once expected");
            return;
        }
        OperandRules.expect(LongStream.of(order).mapToInt(d -> input.dim((int) d)).toArray(), operands, violations);
    }

    /** Axes that differ and follow one another in some order. */
    static void checkReverse(Operands operands, Violations violations) {
        if (!LayoutRules.fits(2, 2, operands, violations)) {
            return;
        }
        int rank = operands.in(0).rank();
        BitSet reversed = new BitSet();
        long[] axes = LayoutRules.integers(1, operands.in(1).elements(), "axes", operands, violations);
        for (long named : axes == null ? new long[0] : axes) {
            int axis = LayoutRules.fromFront(named, rank, operands, violations);
            if (axis < 0) {
                return;
            }
            if (reversed.get(axis)) {
                violations.node(operands.number(), "axes " + Arrays.toString(axes) + " name one twice");
                return;
            }
            reversed.set(axis);
        }
        OperandRules.expect(operands.in(0).toArray(), operands, violations);
    }

    static void checkBroadcast(Operands operands, Violations violations) {
        if (!LayoutRules.fits(2, 2, operands, violations)) {
            return;
        }
        Shape input = operands.in(0);
        long[] shape = LayoutRules.integers(1, operands.in(1).elements(), "shape", operands, violations);
        if (shape == null) {
            return;
        }
        int added = shape.length - input.rank();
        boolean fits = added >= 0
                && IntStream.range(0, input.rank()).allMatch(d -> input.dim(d) == 1 || input.dim(d) == shape[d + added]);
        if (!fits) {
            violations.node(operands.number(), "input " + input + " does not broadcast to " + Arrays.toString(shape));
            return;
        }
        int[] dims = LongStream.of(shape).mapToInt(size -> Math.clamp(size, 0, Integer.MAX_VALUE)).toArray();
        OperandRules.expect(dims, operands, violations);
    }
}
