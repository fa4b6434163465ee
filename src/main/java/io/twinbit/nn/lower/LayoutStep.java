package io.twinbit.nn.lower;

/** Steps that only move bytes. Positions and strides are in bytes. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface LayoutStep extends Step {
    /**
     * A strided copy: for all indices (i0, i1, ...) within {@code dims}, {@code bytes} from {@code start + sum(ik *
     * strides[k])} of the input go to {@code output + sum(ik * outStrides[k])}. A stride of the input may be negative, or
     * 0. Without dimensions it is a plain copy. The input may be another part of the output's tensor.
     */
    record Copy(Operand input, int start, int[] dims, int[] strides, int[] outStrides, int bytes, int output)
            implements LayoutStep {
        static Copy whole(Operand input, int bytes, int output) {
            return new Copy(input, 0, new int[0], new int[0], new int[0], bytes, output);
        }
    }

    /**
     * GATHER: input (batches, outer, size) and indices, int32 (batches, picked), to output (batches, outer, picked), all of
     * {@code bytes}. An index that is not in 0 to size - 1 is an error.
     */
    record Gather(
            Operand input, Operand indices, int batches, int outer, int size, int picked, int bytes, int output)
            implements LayoutStep {}

    /**
     * GATHER_ND: each of {@code picked} rows of indices, int32, names the {@code bytes} that begin at {@code
     * sum(index[k] * strides[k])}. It is an error if these are not all among the input's {@code inputBytes}; a single
     * index may be beyond its dimension.
     */
    record GatherNd(
            Operand input, Operand indices, int picked, int[] strides, int inputBytes, int bytes, int output)
            implements LayoutStep {}
}
