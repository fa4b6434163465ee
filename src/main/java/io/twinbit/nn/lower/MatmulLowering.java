package io.twinbit.nn.lower;

import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import java.util.Arrays;
import java.util.Set;

/** Products of two matrices of which none need be a constant. */
final class MatmulLowering {
    /** Products of two int16 are at most 2^30. */
    private static final long MAX_INT16_DEPTH = Rounding.WIDE_LIMIT >> 30;

    private static final Broadcast ONE = new Broadcast(new int[] {1}, new int[][] {{1}, {1}});

    private MatmulLowering() {}

    /** Left 0 times right 1, one factor for all ({@code batch_matmul.cc}). */
    static Step batchMatmul(NodeContext node, MatrixOp.BatchMatmul op) {
        boolean wide = Weights.activations(node, 0) == ElementType.INT16;
        Quantization left = node.inputQuantization(0);
        Quantization right = node.inputQuantization(1);
        double scale = EffectiveScale.perTensor(
                node.arithmetic(), left.scale(), right.scale(), node.outputQuantization().scale());
        int depth = node.in(0).last(op.adjointLeft() ? 1 : 0);
        if (wide && depth >= MAX_INT16_DEPTH) {
            throw node.refuse("sums of " + depth + " products, fewer than " + MAX_INT16_DEPTH + " are supported");
        }
        return new MatrixStep.Matmul(
                factor(node, 0, op.adjointLeft()),
                factor(node, 1, !op.adjointRight()),
                node.output().type(),
                BroadcastMerge.of(batches(node.out()), batches(node.in(0)), batches(node.in(1))),
                node.out().last(1),
                node.out().last(0),
                depth,
                new long[0],
                MatrixLowering.stage(node, node.rounding(), 1, _ -> scale, Activation.NONE, wide),
                node.target());
    }

    /** All but the last two dimensions. */
    private static Shape batches(Shape shape) {
        return Shape.of(Arrays.copyOf(shape.toArray(), shape.rank() - 2));
    }

    /** Of the last two dimensions, whose inner one is the depth unless {@code swapped}. */
    private static MatrixStep.Factor factor(NodeContext node, int input, boolean swapped) {
        int inner = node.in(input).last(0);
        return new MatrixStep.Factor(
                node.operand(input),
                node.input(input).type(),
                node.inputQuantization(input).zeroPoint(),
                swapped ? 1 : inner,
                swapped ? inner : 1);
    }

    /** FULLY_CONNECTED with weights that another operator or the caller writes; the biases are constants. */
    static Step fullyConnected(NodeContext node, MatrixOp.FullyConnected op) {
        boolean int16 = Weights.activations(node, 0) == ElementType.INT16;
        node.require(node.input(1), ElementType.INT8);
        if (node.meets(Quirk.SEVEN_DIGIT_FLOATS)) {
            throw node.refuse("weights that are no constant are not supported on this target");
        }
        Quantization weights = Weights.quantization(node);
        if (weights.isPerChannel()) {
            Weights.requireSymmetric(node, weights, 0);
        }
        boolean wide = int16 && Weights.isWide(node, 2, op.int32Sums());
        int units = node.in(1).dim(0);
        int depth = node.in(1).dim(1);
        long[] bias = node.hasInput(2)
                ? Weights.bias(node, 2, units, int16 ? Weights.INT32_OR_INT64 : Set.of(ElementType.INT32))
                : new long[0];
        return new MatrixStep.Matmul(
                new MatrixStep.Factor(
                        node.operand(0), node.output().type(), node.inputQuantization(0).zeroPoint(), depth, 1),
                new MatrixStep.Factor(node.operand(1), ElementType.INT8, weights.zeroPoint(), depth, 1),
                node.output().type(),
                ONE,
                node.out().elements() / units,
                units,
                depth,
                bias,
                MatrixLowering.fullyConnectedStage(node, op, wide),
                node.target());
    }
}
