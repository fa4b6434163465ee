package io.twinbit.nn.lower;

import io.twinbit.nn.tensor.Shape;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.IntStream;

/** Merges the dimensions of operands as far as all of them run through these in one stride. */
final class BroadcastMerge {
    @SuppressWarnings("ArrayRecordComponent")
    private record Dim(int size, int[] strides) {
        /** Whether one step along this dimension is as far as all steps along {@code inner} together. */
        boolean continues(Dim inner) {
            return IntStream.range(0, strides.length).allMatch(k -> strides[k] == inner.strides[k] * inner.size);
        }

        Dim over(Dim inner) {
            return new Dim(size * inner.size, inner.strides);
        }
    }

    private BroadcastMerge() {}

    static Broadcast of(Shape out, Shape... operands) {
        Deque<Dim> dims = new ArrayDeque<>();
        int[] ones = new int[operands.length];
        Arrays.fill(ones, 1);
        dims.push(new Dim(1, ones));
        int[] elements = ones.clone();
        for (int i = 0; i < out.rank(); i++) {
            int[] strides = new int[operands.length];
            for (int k = 0; k < operands.length; k++) {
                int size = i < operands[k].rank() ? operands[k].last(i) : 1;
                strides[k] = size == 1 ? 0 : elements[k];
                elements[k] *= size;
            }
            push(dims, new Dim(out.last(i), strides));
        }
        return new Broadcast(
                dims.stream().mapToInt(Dim::size).toArray(),
                IntStream.range(0, operands.length)
                        .mapToObj(k -> dims.stream().mapToInt(dim -> dim.strides[k]).toArray())
                        .toArray(int[][]::new));
    }

    private static void push(Deque<Dim> dims, Dim dim) {
        Dim inner = dims.element();
        if (dim.size == 1) {
            return;
        }
        if (inner.size == 1) {
            dims.pop();
            dims.push(dim);
        } else if (dim.continues(inner)) {
            dims.pop();
            dims.push(dim.over(inner));
        } else {
            dims.push(dim);
        }
    }
}
