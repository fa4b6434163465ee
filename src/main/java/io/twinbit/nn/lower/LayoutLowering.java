package io.twinbit.nn.lower;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that only move elements. */
final class LayoutLowering {
    private LayoutLowering() {}

    /** Of a constant only; a reshape of a tensor in the arena is the same memory. */
    static Step reshape(NodeContext node) {
        return new Step.Copy(node.operand(0), node.output().bytes(), node.target());
    }

    static Step pad(NodeContext node) {
        node.requireInt8(1);
        Shape in = node.in(0);
        long[] paddings = node.integers(1);
        int[] outStrides = ReductionLowering.strides(node.out());
        int start = IntStream.range(0, in.rank()).map(i -> (int) paddings[2 * i] * outStrides[i]).sum();
        return new Step.Pad(
                node.operand(0),
                in.toArray(),
                outStrides,
                start,
                node.out().elements(),
                (byte) node.outputQuantization().zeroPoint(),
                node.target());
    }

    static Step concatenation(NodeContext node, Op.Concatenation op) {
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
        return new Step.Concatenation(
                IntStream.range(0, inputs.size()).mapToObj(node::operand).toList(),
                rows,
                IntStream.range(0, inputs.size()).map(i -> node.in(i).elements() / rows).toArray(),
                node.target());
    }
}
