package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Which element of a {@link LayoutOp}'s output is which of its inputs, as strided copies in their order. The node obeys
 * {@link GraphRules}, and the operands that say how elements move are constants.
 */
public final class LayoutMoves {
    private LayoutMoves() {}

    /** All moves of a node; of PAD those of the input, of what is gathered and of SHAPE none. */
    public static List<Move> of(LayoutOp op, Graph graph, int number) {
        return of(op, new Operands(graph, number, graph.constants()));
    }

    static List<Move> of(LayoutOp op, Operands operands) {
        return switch (op) {
            case LayoutOp.Reshape _, LayoutOp.Squeeze _, LayoutOp.ExpandDims _ ->
                List.of(Move.whole(operands.out().elements()));
            case LayoutOp.Pad _ -> List.of(inside(operands));
            case LayoutOp.PadV2 _ -> List.of(filled(operands), inside(operands));
            case LayoutOp.MirrorPad pad -> MirrorMoves.of(pad, inside(operands), operands);
            case LayoutOp.Concatenation concatenation -> concatenation(concatenation, operands);
            case LayoutOp.Pack pack -> pack(pack, operands);
            case LayoutOp.Unpack unpack -> unpack(unpack, operands);
            case LayoutOp.Split _ -> split(1, axis(0, operands.in(1), operands), operands);
            case LayoutOp.SplitV _ -> split(0, axis(2, operands.in(0), operands), operands);
            case LayoutOp.Slice _ -> List.of(slice(operands));
            case LayoutOp.StridedSlice slice -> List.of(stridedSlice(slice, operands));
            case LayoutOp.Transpose _ -> List.of(transpose(operands));
            case LayoutOp.ReverseV2 _ -> List.of(reverse(operands));
            case LayoutOp.BroadcastTo _ -> List.of(broadcast(operands));
            case LayoutOp.SpaceToDepth block ->
                List.of(BlockMoves.depth(operands.in(0), operands.out(), block.blockSize()).toBlocks());
            case LayoutOp.DepthToSpace block ->
                List.of(BlockMoves.depth(operands.out(), operands.in(0), block.blockSize()).fromBlocks());
            case LayoutOp.SpaceToBatchNd _ ->
                List.of(BlockMoves.batch(operands.in(0), operands.out(), integers(1, operands)).toBlocks());
            case LayoutOp.BatchToSpaceNd _ -> BlockMoves.cropped(operands, integers(1, operands), integers(2, operands));
            case LayoutOp.ShapeOf _, LayoutOp.Gather _, LayoutOp.GatherNd _ -> List.of();
        };
    }

    static int[] integers(int i, Operands operands) {
        return Arrays.stream(Objects.requireNonNull(operands.integers(i))).mapToInt(Math::toIntExact).toArray();
    }

    private static int axis(int i, Shape of, Operands operands) {
        return Math.floorMod(integers(i, operands)[0], of.rank());
    }

    /** The value that PADV2 pads with, everywhere. */
    private static Move filled(Operands operands) {
        int[] all = {operands.out().elements()};
        return Move.of(2, 0, all, 0, new int[] {0}, 0, new int[] {1});
    }

    /** What is padded, in its place. */
    private static Move inside(Operands operands) {
        Shape in = operands.in(0);
        int[] outStrides = operands.out().strides();
        int[] paddings = integers(1, operands);
        int outStart = IntStream.range(0, in.rank()).map(d -> paddings[2 * d] * outStrides[d]).sum();
        return Move.of(0, 0, in.toArray(), 0, in.strides(), outStart, outStrides);
    }

    private static List<Move> concatenation(LayoutOp.Concatenation op, Operands operands) {
        int axis = Math.floorMod(op.axis(), operands.out().rank());
        int[] outStrides = operands.out().strides();
        List<Move> moves = new ArrayList<>();
        int outStart = 0;
        for (int i = 0; i < operands.inputs(); i++) {
            Shape in = operands.in(i);
            moves.add(Move.of(i, 0, in.toArray(), 0, in.strides(), outStart, outStrides));
            outStart += in.dim(axis) * outStrides[axis];
        }
        return moves;
    }

    private static List<Move> pack(LayoutOp.Pack op, Operands operands) {
        int axis = Math.floorMod(op.axis(), operands.out().rank());
        int[] strides = operands.out().strides();
        Shape in = operands.in(0);
        return IntStream.range(0, operands.inputs())
                .mapToObj(i -> Move.of(i, 0, in.toArray(), 0, in.strides(), i * strides[axis], without(axis, strides)))
                .toList();
    }

    private static List<Move> unpack(LayoutOp.Unpack op, Operands operands) {
        int axis = Math.floorMod(op.axis(), operands.in(0).rank());
        int[] strides = operands.in(0).strides();
        Shape out = operands.out();
        return IntStream.range(0, operands.outputs())
                .mapToObj(i -> Move.of(0, i, out.toArray(), i * strides[axis], without(axis, strides), 0, out.strides()))
                .toList();
    }

    static int[] without(int axis, int[] values) {
        return IntStream.range(0, values.length).filter(i -> i != axis).map(i -> values[i]).toArray();
    }

    private static List<Move> split(int input, int axis, Operands operands) {
        int[] strides = operands.in(input).strides();
        List<Move> moves = new ArrayList<>();
        int start = 0;
        for (int o = 0; o < operands.outputs(); o++) {
            Shape out = operands.out(o);
            moves.add(Move.of(input, o, out.toArray(), start, strides, 0, out.strides()));
            start += out.dim(axis) * strides[axis];
        }
        return moves;
    }

    private static Move slice(Operands operands) {
        int[] strides = operands.in(0).strides();
        int[] begin = integers(1, operands);
        int start = IntStream.range(0, strides.length).map(d -> begin[d] * strides[d]).sum();
        return Move.of(0, 0, operands.out().toArray(), start, strides, 0, operands.out().strides());
    }

    private static Move stridedSlice(LayoutOp.StridedSlice op, Operands operands) {
        Shape in = operands.in(0);
        int[] strides = in.strides();
        int[] outStrides = new int[in.rank()];
        int[] dims = new int[in.rank()];
        int start = 0;
        int kept = 0;
        for (int d = 0; d < in.rank(); d++) {
            SlicedAxis axis = SlicedAxis.of(op, d, operands);
            dims[d] = axis.count();
            start += axis.start() * strides[d];
            strides[d] *= axis.stride();
            outStrides[d] = axis.isShrunk() ? 0 : operands.out().strides()[kept++];
        }
        return Move.of(0, 0, dims, start, strides, 0, outStrides);
    }

    private static Move transpose(Operands operands) {
        int[] strides = operands.in(0).strides();
        int[] permuted = IntStream.of(integers(1, operands)).map(d -> strides[d]).toArray();
        return Move.of(0, 0, operands.out().toArray(), 0, permuted, 0, operands.out().strides());
    }

    private static Move reverse(Operands operands) {
        Shape in = operands.in(0);
        int[] strides = in.strides();
        int start = 0;
        for (int named : integers(1, operands)) {
            int axis = Math.floorMod(named, in.rank());
            start += (in.dim(axis) - 1) * strides[axis];
            strides[axis] = -strides[axis];
        }
        return Move.of(0, 0, in.toArray(), start, strides, 0, in.strides());
    }

    private static Move broadcast(Operands operands) {
        Shape in = operands.in(0);
        Shape out = operands.out();
        int[] inStrides = in.strides();
        int[] strides = new int[out.rank()];
        for (int d = 0; d < in.rank(); d++) {
            strides[d + out.rank() - in.rank()] = in.dim(d) == 1 ? 0 : inStrides[d];
        }
        return Move.of(0, 0, out.toArray(), 0, strides, 0, out.strides());
    }
}
