package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * GATHER's dimensions, brought together: input (batches, outer, size, inner), indices (batches, picked), output (batches,
 * outer, picked, inner).
 */
public record GatherDims(int batches, int outer, int size, int picked, int inner) {
    public static GatherDims of(LayoutOp.Gather op, Shape input, Shape indices) {
        int axis = axis(op, input);
        int batchDims = batchDims(op, indices);
        return new GatherDims(
                product(input, 0, batchDims),
                product(input, batchDims, axis),
                input.dim(axis),
                product(indices, batchDims, indices.rank()),
                product(input, axis + 1, input.rank()));
    }

    static int axis(LayoutOp.Gather op, Shape input) {
        return op.axis() < 0 ? op.axis() + input.rank() : op.axis();
    }

    static int batchDims(LayoutOp.Gather op, Shape indices) {
        return op.batchDims() < 0 ? op.batchDims() + indices.rank() : op.batchDims();
    }

    private static int product(Shape shape, int from, int to) {
        return Arrays.stream(shape.toArray(), from, to).reduce(1, (a, b) -> a * b);
    }

    /** The element of the input at which the {@code inner} elements for one index begin. */
    public int position(int batch, int outerIndex, int index) {
        return ((batch * outer + outerIndex) * size + index) * inner;
    }

    /** What GATHER computes, for constants; null if an index names nothing. */
    byte @Nullable [] run(byte[] input, long[] indices, int elementBytes) {
        if (Arrays.stream(indices).anyMatch(index -> index < 0 || index >= size)) {
            return null;
        }
        byte[] output = new byte[batches * outer * picked * inner * elementBytes];
        int bytes = inner * elementBytes;
        IntStream.range(0, batches * outer * picked).forEach(i -> {
            int batch = i / (outer * picked);
            int from = position(batch, i / picked % outer, (int) indices[batch * picked + i % picked]);
            System.arraycopy(input, from * elementBytes, output, i * bytes, bytes);
        });
        return output;
    }
}
