package io.twinbit.nn.graph;

import java.util.Objects;

/**
 * What STRIDED_SLICE takes along one dimension ({@code strided_slice_logic.h}): {@code count} indices from {@code start}
 * on, {@code stride} apart. A negative begin or end counts from the dimension's end.
 *
 * @param isShrunk whether the output has not this dimension, of which the one element at begin is taken
 */
record SlicedAxis(int start, int stride, int count, boolean isShrunk) {
    /** Of a node with one begin, end and stride, not 0, for each dimension; a count of 0 is no slice. */
    static SlicedAxis of(LayoutOp.StridedSlice op, int axis, Operands operands) {
        int size = operands.in(0).dim(axis);
        long stride = entry(3, axis, operands);
        boolean forward = stride > 0;
        long start = has(op.beginMask(), axis)
                ? (forward ? 0 : size - 1)
                : clamped(entry(1, axis, operands), size, forward);
        if (has(op.shrinkAxisMask(), axis)) {
            boolean exists = forward && start < size;
            return new SlicedAxis((int) start, (int) stride, exists ? 1 : 0, true);
        }
        long end = has(op.endMask(), axis)
                ? (forward ? size : -1)
                : clamped(entry(2, axis, operands), size, forward);
        long count = Math.max(0, Math.ceilDiv(end - start, stride));
        return new SlicedAxis((int) start, (int) stride, (int) count, false);
    }

    private static long entry(int operand, int axis, Operands operands) {
        return Objects.requireNonNull(operands.integers(operand))[axis];
    }

    private static boolean has(int mask, int axis) {
        return (mask >> axis & 1) != 0;
    }

    private static long clamped(long index, int size, boolean forward) {
        long fromFront = index < 0 ? index + size : index;
        return forward ? Math.clamp(fromFront, 0, size) : Math.clamp(fromFront, -1, size - 1);
    }
}
