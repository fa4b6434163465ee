package io.twinbit.nn.lower;

import io.twinbit.nn.graph.Move;
import java.util.ArrayList;
import java.util.List;

/**
 * How a {@link Move} is walked, which decides the speed and nothing else: as many bytes at once as lie together on both
 * sides, and the longest of the other dimensions innermost.
 */
record CopyPlan(Move move, int elementBytes, int bytes, List<Dim> dims) {
    record Dim(int size, int stride, int outStride) {}

    static CopyPlan of(Move move, int elementBytes) {
        List<Dim> dims = new ArrayList<>();
        for (int d = 0; d < move.dims().length; d++) {
            dims.add(new Dim(move.dims()[d], move.strides()[d] * elementBytes, move.outStrides()[d] * elementBytes));
        }
        int bytes = elementBytes;
        if (!dims.isEmpty() && dims.getLast().stride == bytes && dims.getLast().outStride == bytes) {
            bytes *= dims.removeLast().size;
        }
        return new CopyPlan(move, elementBytes, bytes, longestLast(dims));
    }

    /** The longest, and of those the innermost, moves inwards. */
    private static List<Dim> longestLast(List<Dim> dims) {
        int longest = 0;
        for (int d = 1; d < dims.size(); d++) {
            longest = dims.get(d).size >= dims.get(longest).size ? d : longest;
        }
        List<Dim> ordered = new ArrayList<>(dims);
        if (!dims.isEmpty()) {
            ordered.add(ordered.remove(longest));
        }
        return ordered;
    }

    LayoutStep.Copy step(Operand input, int output) {
        return new LayoutStep.Copy(
                input,
                move.start() * elementBytes,
                dims.stream().mapToInt(Dim::size).toArray(),
                dims.stream().mapToInt(Dim::stride).toArray(),
                dims.stream().mapToInt(Dim::outStride).toArray(),
                bytes,
                output + move.outStart() * elementBytes);
    }
}
