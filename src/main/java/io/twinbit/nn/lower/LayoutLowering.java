package io.twinbit.nn.lower;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that only move elements. */
final class LayoutLowering {
    private LayoutLowering() {}

    static List<Step> lower(NodeContext node, LayoutOp operator) {
        return switch (operator) {
            case LayoutOp.Reshape _ -> List.of(reshape(node));
            case LayoutOp.Pad _ -> List.of(pad(node));
            case LayoutOp.Concatenation op -> List.of(concatenation(node, op));
            case LayoutOp.Squeeze _, LayoutOp.ExpandDims _, LayoutOp.ShapeOf _, LayoutOp.PadV2 _,
                    LayoutOp.MirrorPad _, LayoutOp.Pack _, LayoutOp.Unpack _, LayoutOp.Split _,
                    LayoutOp.SplitV _, LayoutOp.Slice _, LayoutOp.StridedSlice _, LayoutOp.Transpose _,
                    LayoutOp.ReverseV2 _, LayoutOp.BroadcastTo _, LayoutOp.Gather _, LayoutOp.GatherNd _,
                    LayoutOp.SpaceToDepth _, LayoutOp.DepthToSpace _, LayoutOp.SpaceToBatchNd _,
                    LayoutOp.BatchToSpaceNd _ -> throw node.refuse("not supported");
        };
    }

    /** Of a constant only; a reshape of a tensor in the arena is the same memory. */
    static Step reshape(NodeContext node) {
        return new LayoutStep.Copy(node.operand(0), node.output().bytes(), node.target());
    }

    static Step pad(NodeContext node) {
        node.requireInt8(1);
        Shape in = node.in(0);
        long[] paddings = node.integers(1);
        int[] outStrides = ReductionLowering.strides(node.out());
        int start = IntStream.range(0, in.rank()).map(i -> (int) paddings[2 * i] * outStrides[i]).sum();
        return new LayoutStep.Pad(
                node.operand(0),
                in.toArray(),
                outStrides,
                start,
                node.out().elements(),
                (byte) node.outputQuantization().zeroPoint(),
                node.target());
    }

    static Step concatenation(NodeContext node, LayoutOp.Concatenation op) {
        List<Integer> inputs = node.node().inputs();
        node.requireInt8(inputs.size());
        Quantization out = node.outputQuantization();
        for (int i = 0; i < inputs.size(); i++) {
            Quantization in = node.inputQuantization(i);
            if (in.scale() != out.scale() || in.zeroPoint() != out.zeroPoint()) {
                throw node.refuse("input " + i + " with " + in + ", output with " + out + "; equal ones expected");
            }
        }
        if (op.activation() != Activation.NONE) {
            throw node.refuse("fused activation " + op.activation() + ", none expected");
        }
        int axis = Math.floorMod(op.axis(), node.out().rank());
        int rows = IntStream.range(0, axis).map(node.out()::dim).reduce(1, (a, b) -> a * b);
        return new LayoutStep.Concatenation(
                IntStream.range(0, inputs.size()).mapToObj(node::operand).toList(),
                rows,
                IntStream.range(0, inputs.size()).map(i -> node.in(i).elements() / rows).toArray(),
                node.target());
    }
}
