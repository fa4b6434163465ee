package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * MIRROR_PAD ({@code mirror_pad.cc}): the input goes inside; then, from the innermost dimension outwards, what lies next
 * to each border is mirrored into the padding, within the output.
 */
final class MirrorMoves {
    private final Shape in;
    private final Shape out;
    private final int[] paddings;

    private MirrorMoves(Operands operands) {
        this.in = operands.in(0);
        this.out = operands.out();
        this.paddings = LayoutMoves.integers(1, operands);
    }

    static List<Move> of(LayoutOp.MirrorPad op, Move inside, Operands operands) {
        MirrorMoves mirror = new MirrorMoves(operands);
        int skipped = skipped(op);
        List<Move> moves = new ArrayList<>(List.of(inside));
        for (int d = mirror.in.rank() - 1; d >= 0; d--) {
            int before = mirror.paddings[2 * d];
            int after = mirror.paddings[2 * d + 1];
            int end = before + mirror.in.dim(d);
            if (before > 0) {
                moves.add(mirror.border(d, before, 2 * before + skipped - 1, 0));
            }
            if (after > 0) {
                moves.add(mirror.border(d, after, end - 1 - skipped, end));
            }
        }
        return moves;
    }

    /** Cells at a border that are not repeated. */
    static int skipped(LayoutOp.MirrorPad op) {
        return op.symmetric() ? 0 : 1;
    }

    /** {@code count} indices of dimension {@code axis}: from {@code from} downwards to {@code to} upwards. */
    private Move border(int axis, int count, int from, int to) {
        int[] dims = out.toArray();
        int[] strides = out.strides();
        int start = from * strides[axis];
        int outStart = to * strides[axis];
        for (int d = 0; d < axis; d++) {
            dims[d] = in.dim(d);
            start += paddings[2 * d] * strides[d];
            outStart += paddings[2 * d] * strides[d];
        }
        dims[axis] = count;
        strides[axis] = -strides[axis];
        return Move.of(Move.OUTPUT, 0, dims, start, strides, outStart, out.strides());
    }
}
