package io.twinbit.nn.lower;

import io.twinbit.nn.tensor.Shape;
import java.util.ArrayDeque;
import java.util.Deque;

/** Merges the dimensions of two operands as far as both run through them in one stride. */
final class BroadcastMerge {
    private record Dim(int size, int strideA, int strideB) {
        /** Whether one step along this dimension is as far as all steps along {@code inner} together. */
        boolean continues(Dim inner) {
            return strideA == inner.strideA * inner.size && strideB == inner.strideB * inner.size;
        }

        Dim over(Dim inner) {
            return new Dim(size * inner.size, inner.strideA, inner.strideB);
        }
    }

    private BroadcastMerge() {}

    static Broadcast of(Shape a, Shape b, Shape out) {
        Deque<Dim> dims = new ArrayDeque<>();
        dims.push(new Dim(1, 1, 1));
        int elementsA = 1;
        int elementsB = 1;
        for (int i = 0; i < out.rank(); i++) {
            int sizeA = i < a.rank() ? a.last(i) : 1;
            int sizeB = i < b.rank() ? b.last(i) : 1;
            push(dims, new Dim(out.last(i), sizeA == 1 ? 0 : elementsA, sizeB == 1 ? 0 : elementsB));
            elementsA *= sizeA;
            elementsB *= sizeB;
        }
        return new Broadcast(
                dims.stream().mapToInt(Dim::size).toArray(),
                dims.stream().mapToInt(Dim::strideA).toArray(),
                dims.stream().mapToInt(Dim::strideB).toArray());
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
