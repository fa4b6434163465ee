package io.twinbit.nn.graph;

import java.util.Arrays;

/**
 * A strided copy of elements, of which nearly every {@link LayoutOp} consists: for all indices (i0, i1, ...) within
 * {@code dims}, element {@code start + sum(ik * strides[k])} of the source becomes element {@code outStart + sum(ik *
 * outStrides[k])} of the output. A source's strides may be negative (reversed) or 0 (repeated). Dimensions are merged as
 * far as both sides run through them in one stride; there is none where one element moves.
 *
 * @param input position of the source among the node's inputs, or {@link #OUTPUT}
 * @param output position of the target among the node's outputs
 */
@SuppressWarnings("ArrayRecordComponent")
public record Move(int input, int output, int[] dims, int start, int[] strides, int outStart, int[] outStrides) {
    /** The source is what earlier moves put elsewhere in the same output. */
    public static final int OUTPUT = -1;

    static Move of(int input, int output, int[] dims, int start, int[] strides, int outStart, int[] outStrides) {
        int[] d = dims.clone();
        int[] s = strides.clone();
        int[] o = outStrides.clone();
        int rank = 0;
        for (int i = 0; i < dims.length; i++) {
            if (d[i] == 1) {
                continue;
            }
            boolean runsOn = rank > 0 && s[rank - 1] == s[i] * d[i] && o[rank - 1] == o[i] * d[i];
            int to = runsOn ? rank - 1 : rank++;
            d[to] = runsOn ? d[to] * d[i] : d[i];
            s[to] = s[i];
            o[to] = o[i];
        }
        return new Move(
                input, output, Arrays.copyOf(d, rank), start, Arrays.copyOf(s, rank), outStart, Arrays.copyOf(o, rank));
    }

    /** All elements in their order. */
    static Move whole(int elements) {
        return of(0, 0, new int[] {elements}, 0, new int[] {1}, 0, new int[] {1});
    }

    /** Moves elements of {@code elementBytes} from {@code source} to {@code target}. */
    void run(byte[] source, byte[] target, int elementBytes) {
        run(source, target, elementBytes, 0, start, outStart);
    }

    private void run(byte[] source, byte[] target, int elementBytes, int d, int from, int to) {
        if (d == dims.length) {
            System.arraycopy(source, from * elementBytes, target, to * elementBytes, elementBytes);
            return;
        }
        for (int i = 0; i < dims[d]; i++) {
            run(source, target, elementBytes, d + 1, from + i * strides[d], to + i * outStrides[d]);
        }
    }
}
