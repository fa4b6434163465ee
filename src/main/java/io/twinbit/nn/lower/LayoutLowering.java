package io.twinbit.nn.lower;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.GatherDims;
import io.twinbit.nn.graph.LayoutMoves;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.Move;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators that only move elements. */
final class LayoutLowering {
    /** Of CONCATENATION ({@code concatenation.cc}, kMaxInputNum). */
    private static final int MAX_JOINED = 10;

    /** What one operator puts together or takes apart, else. */
    private static final int MAX_PARTS = 1024;

    /** Numbers of one index of GATHER_ND ({@code gather_nd.cc}). */
    private static final int MAX_INDEX_DEPTH = 5;

    private LayoutLowering() {}

    static List<Step> lower(NodeContext node, LayoutOp operator) {
        LayoutLimits.of(operator).check(node);
        if (node.node().inputs().size() + node.node().outputs().size() > MAX_PARTS) {
            throw node.refuse("more than " + MAX_PARTS + " operands");
        }
        return switch (operator) {
            case LayoutOp.Reshape _, LayoutOp.Squeeze _, LayoutOp.ExpandDims _ ->
                node.isView() ? List.of() : moves(node, operator);
            case LayoutOp.Pad _ -> pad(node, operator);
            case LayoutOp.PadV2 _ -> {
                requireOneScale(node, 2);
                yield moves(node, operator);
            }
            case LayoutOp.Concatenation op -> concatenation(node, op);
            case LayoutOp.StridedSlice op -> {
                if (!op.isPlain()) {
                    throw node.refuse("the kernels do not look at ellipsis_mask, new_axis_mask and offset");
                }
                yield moves(node, operator);
            }
            case LayoutOp.ReverseV2 _ -> reverse(node, operator);
            case LayoutOp.SpaceToBatchNd _ -> {
                if (Arrays.stream(node.integers(2)).anyMatch(padding -> padding != 0)) {
                    throw node.refuse("with paddings the kernel writes what nothing ever set (space_to_batch_nd.cc)");
                }
                yield moves(node, operator);
            }
            case LayoutOp.Gather op -> List.of(gather(node, op));
            case LayoutOp.GatherNd _ -> List.of(gatherNd(node));
            case LayoutOp.MirrorPad _, LayoutOp.Pack _, LayoutOp.Unpack _, LayoutOp.Split _, LayoutOp.SplitV _,
                    LayoutOp.Slice _, LayoutOp.Transpose _, LayoutOp.BroadcastTo _, LayoutOp.SpaceToDepth _,
                    LayoutOp.DepthToSpace _, LayoutOp.BatchToSpaceNd _ -> moves(node, operator);
            case LayoutOp.ShapeOf _ -> throw node.refuse("the network's shapes take too much to be folded");
        };
    }

    private static List<Step> moves(NodeContext node, LayoutOp operator) {
        Map<Integer, Operand> sources = new HashMap<>();
        sources.put(Move.OUTPUT, new Operand.InArena(node.target()));
        List<Step> steps = new ArrayList<>();
        for (Move move : LayoutMoves.of(operator, node.graph(), node.number())) {
            Operand source = sources.computeIfAbsent(move.input(), node::operand);
            steps.add(CopyPlan.of(move, node.output().type().bytes()).step(source, node.target(move.output())));
        }
        return steps;
    }

    /** Pads int8 with the output's zero point, and other types with 0 whatever their zero point is ({@code pad.cc}). */
    private static List<Step> pad(NodeContext node, LayoutOp operator) {
        int elementBytes = node.output().type().bytes();
        boolean isInt8 = node.output().type() == ElementType.INT8;
        byte[] value = new byte[elementBytes];
        value[0] = isInt8 ? (byte) zeroPoint(node.output()) : 0;
        int[] all = {node.out().elements()};
        Step fill = new LayoutStep.Copy(
                new Operand.Literal(value), 0, all, new int[1], new int[] {elementBytes}, elementBytes, node.target());
        List<Step> steps = new ArrayList<>(List.of(fill));
        steps.addAll(moves(node, operator));
        return steps;
    }

    private static List<Step> concatenation(NodeContext node, LayoutOp.Concatenation op) {
        int inputs = node.node().inputs().size();
        if (inputs > MAX_JOINED) {
            throw node.refuse(inputs + " inputs, at most " + MAX_JOINED + " expected");
        }
        if (op.activation() != Activation.NONE) {
            throw node.refuse("fused activation " + op.activation() + ", none expected");
        }
        for (int i = 0; i < inputs; i++) {
            requireOneScale(node, i);
            boolean isShifted = zeroPoint(node.input(i)) != 0 || zeroPoint(node.output()) != 0;
            if (node.output().type() == ElementType.INT16 && isShifted) {
                throw node.refuse("int16 with a zero point that is not 0");
            }
        }
        return moves(node, op);
    }

    /** Input {@code i}, if it is int8, must mean what the output means. */
    private static void requireOneScale(NodeContext node, int i) {
        Quantization in = node.input(i).quantization();
        Quantization out = node.output().quantization();
        boolean isSame = in.isNone() == out.isNone()
                && (in.isNone() || (in.scale() == out.scale() && in.zeroPoint() == out.zeroPoint()));
        if (node.output().type() == ElementType.INT8 && !isSame) {
            throw node.refuse("input " + i + " with " + in + ", output with " + out + "; equal ones expected");
        }
    }

    private static int zeroPoint(TensorSpec tensor) {
        return tensor.quantization().isNone() ? 0 : tensor.quantization().zeroPoint();
    }

    private static List<Step> reverse(NodeContext node, LayoutOp operator) {
        int rank = node.in(0).rank();
        long[] axes = Arrays.stream(node.integers(1)).map(axis -> Math.floorMod(axis, (long) rank)).sorted().toArray();
        if (axes[axes.length - 1] - axes[0] != axes.length - 1) {
            throw node.refuse("axes " + Arrays.toString(axes) + " do not follow one another");
        }
        return moves(node, operator);
    }

    private static Step gather(NodeContext node, LayoutOp.Gather op) {
        node.require(node.input(1), ElementType.INT32);
        GatherDims dims = GatherDims.of(op, node.in(0), node.in(1));
        return new LayoutStep.Gather(
                node.operand(0),
                node.operand(1),
                dims.batches(),
                dims.outer(),
                dims.size(),
                dims.picked(),
                dims.inner() * node.output().type().bytes(),
                node.target());
    }

    private static Step gatherNd(NodeContext node) {
        node.require(node.input(1), ElementType.INT32);
        int depth = node.in(1).last(0);
        if (depth > MAX_INDEX_DEPTH) {
            throw node.refuse("indices of " + depth + " numbers, at most " + MAX_INDEX_DEPTH + " expected");
        }
        int elementBytes = node.output().type().bytes();
        int picked = node.in(1).elements() / depth;
        return new LayoutStep.GatherNd(
                node.operand(0),
                node.operand(1),
                picked,
                Arrays.stream(node.in(0).strides(), 0, depth).map(s -> s * elementBytes).toArray(),
                node.input(0).bytes(),
                node.output().bytes() / picked,
                node.target());
    }
}
