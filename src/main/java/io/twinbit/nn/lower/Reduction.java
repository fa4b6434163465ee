package io.twinbit.nn.lower;

import io.twinbit.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which elements of a tensor come together in one of the output, with neighbouring dimensions merged and those of one
 * element left out. Strides are in bytes.
 *
 * @param kept dimensions in the output's order
 * @param keptStrides steps of these in the input
 * @param reduced dimensions that come together
 * @param reducedStrides steps of these in the input
 */
@SuppressWarnings("ArrayRecordComponent")
public record Reduction(int[] kept, int[] keptStrides, int[] reduced, int[] reducedStrides) {
    private record Dim(int size, int stride, boolean reduced) {}

    static Reduction of(Shape in, int elementBytes, long[] axes) {
        BitSet reduced = new BitSet();
        for (long axis : axes) {
            reduced.set((int) Math.floorMod(axis, (long) in.rank()));
        }
        List<Dim> dims = merged(in, elementBytes, reduced);
        return new Reduction(sizes(dims, false), strides(dims, false), sizes(dims, true), strides(dims, true));
    }

    /** Outermost first. */
    private static List<Dim> merged(Shape in, int elementBytes, BitSet reduced) {
        List<Dim> dims = new ArrayList<>();
        int stride = elementBytes;
        for (int i = in.rank() - 1; i >= 0; i--) {
            int size = in.dim(i);
            if (!dims.isEmpty() && dims.getFirst().reduced == reduced.get(i)) {
                Dim inner = dims.removeFirst();
                dims.addFirst(new Dim(size * inner.size, inner.stride, inner.reduced));
            } else if (size != 1) {
                dims.addFirst(new Dim(size, stride, reduced.get(i)));
            }
            stride *= size;
        }
        return dims;
    }

    private static int[] sizes(List<Dim> dims, boolean reduced) {
        return dims.stream().filter(dim -> dim.reduced == reduced).mapToInt(Dim::size).toArray();
    }

    private static int[] strides(List<Dim> dims, boolean reduced) {
        return dims.stream().filter(dim -> dim.reduced == reduced).mapToInt(Dim::stride).toArray();
    }

    /** How many elements come together in one. */
    int count() {
        int count = 1;
        for (int size : reduced) {
            count *= size;
        }
        return count;
    }
}
