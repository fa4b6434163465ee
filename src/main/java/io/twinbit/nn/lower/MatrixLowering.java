package io.twinbit.nn.lower;

import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/** CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED: input 0, weights 1, optional bias 2. */
final class MatrixLowering {
    private static final int WEIGHTS = 1;
    private static final int BIAS = 2;

    /** How far a bias's scale may be from input scale times weights scale, in units of the output's scale. */
    private static final double BIAS_SCALE_TOLERANCE = 0.02;

    private MatrixLowering() {}

    static List<Step> lower(NodeContext node, MatrixOp operator) {
        return switch (operator) {
            case MatrixOp.Conv2d op -> List.of(conv2d(node, op));
            case MatrixOp.DepthwiseConv2d op -> List.of(depthwiseConv2d(node, op));
            case MatrixOp.FullyConnected op -> List.of(
                    node.isConstant(WEIGHTS) ? fullyConnected(node, op) : MatmulLowering.fullyConnected(node, op));
            case MatrixOp.TransposeConv op -> TransposeConvLowering.lower(node, op);
            case MatrixOp.BatchMatmul op -> List.of(MatmulLowering.batchMatmul(node, op));
        };
    }

    private static Step conv2d(NodeContext node, MatrixOp.Conv2d op) {
        int units = node.in(WEIGHTS).dim(0);
        Weights weights = Weights.of(node, 0, units, Weights.INT32_OR_INT64, op.int32Sums()).requireSymmetric(0);
        int padding = node.inputQuantization(0).zeroPoint();
        Window window = WindowLowering.window(node, op);
        OutputStage stage = convolutionStage(node, 0, weights, op.activation());
        return new MatrixStep.Conv2d(
                node.operand(0),
                node.output().type(),
                window,
                node.in(0).dim(3) / node.in(WEIGHTS).dim(3),
                padding,
                weights.matrix(weights.content(), padding, 0, stage),
                Grid.dense(window),
                node.target());
    }

    /** The kernel for int16 reads biases as int64 without looking at their type ({@code depthwise_conv.cc}). */
    private static Step depthwiseConv2d(NodeContext node, MatrixOp.DepthwiseConv2d op) {
        if (node.node().inputs().size() > BIAS && !node.hasInput(BIAS)) {
            throw node.refuse("an absent bias as a third input makes the kernels abort; two inputs expected");
        }
        int channels = node.in(WEIGHTS).dim(3);
        Weights weights = Weights.of(node, 0, channels, Set.of(ElementType.INT64), false).requireSymmetric(3);
        int padding = node.inputQuantization(0).zeroPoint();
        return new MatrixStep.DepthwiseConv2d(
                node.operand(0),
                node.output().type(),
                WindowLowering.window(node, op),
                op.depthMultiplier(),
                padding,
                weights.content(),
                weights.type(),
                weights.folded(weights.content(), 1, padding, 0),
                convolutionStage(node, 0, weights, op.activation()),
                node.target());
    }

    private static Step fullyConnected(NodeContext node, MatrixOp.FullyConnected op) {
        int units = node.in(WEIGHTS).dim(0);
        Weights weights = Weights.of(node, 0, units, Weights.INT32_OR_INT64, op.int32Sums());
        if (weights.quantization().isPerChannel()) {
            weights.requireSymmetric(0);
            if (weights.type() == ElementType.INT4) {
                throw node.refuse("int4 weights with a scale for each unit are not supported, one scale is");
            }
        }
        int weightsZeroPoint = weights.quantization().zeroPoint();
        OutputStage stage = fullyConnectedStage(node, op, weights.wide());
        return new MatrixStep.FullyConnected(
                node.operand(0),
                node.output().type(),
                node.out().elements() / units,
                weightsZeroPoint,
                weights.matrix(weights.content(), node.inputQuantization(0).zeroPoint(), weightsZeroPoint, stage),
                node.target());
    }

    /** Of FULLY_CONNECTED, with one factor for each unit ({@code fully_connected_common.cc}). */
    static OutputStage fullyConnectedStage(NodeContext node, MatrixOp.FullyConnected op, boolean wide) {
        Quantization weights = node.input(WEIGHTS).quantization();
        if (!weights.isPerChannel()) {
            requireMatchingBiasScale(node);
        }
        Rounding rounding = node.meets(Quirk.FULLY_CONNECTED_HALF_UP)
                ? Rounding.DOUBLE_THEN_HALF_UP
                : node.rounding();
        float in = node.inputQuantization(0).scale();
        float out = node.outputQuantization().scale();
        IntToDoubleFunction scale = c -> weights.isPerChannel()
                ? EffectiveScale.perChannel(in, weights.scale(c), out)
                : EffectiveScale.perTensor(node.arithmetic(), in, weights.scale(), out);
        return stage(node, rounding, node.in(WEIGHTS).dim(0), scale, op.activation(), wide);
    }

    private static void requireMatchingBiasScale(NodeContext node) {
        if (!node.hasInput(BIAS) || node.input(BIAS).quantization().isNone()) {
            return;
        }
        double product = (double) node.inputQuantization(0).scale() * node.input(WEIGHTS).quantization().scale();
        double difference = Math.abs(product - node.input(BIAS).quantization().scale());
        if (difference / node.outputQuantization().scale() > BIAS_SCALE_TOLERANCE) {
            throw node.refuse("the bias has scale " + node.input(BIAS).quantization().scale()
                    + ", input scale times weights scale is " + product);
        }
    }

    /** Of the convolutions, with one factor for each output channel. */
    static OutputStage convolutionStage(NodeContext node, int input, Weights weights, Activation activation) {
        float in = node.inputQuantization(input).scale();
        float out = node.outputQuantization().scale();
        IntToDoubleFunction scale =
                c -> EffectiveScale.convolution(node.arithmetic(), in, weights.quantization().scale(c), out);
        return stage(node, node.rounding(), weights.bias().length, scale, activation, weights.wide());
    }

    static OutputStage stage(
            NodeContext node, Rounding rounding, int channels, IntToDoubleFunction scale, Activation activation,
            boolean wide) {
        Multiplier[] factors = new Multiplier[channels];
        Arrays.setAll(factors, c -> node.multiplier(scale.applyAsDouble(c)));
        Quantization output = node.outputQuantization();
        OutputStage stage = OutputStage.of(rounding, factors, output.zeroPoint(), Bounds.of(node, activation));
        int shift = Arrays.stream(stage.shifts()).max().orElse(0);
        if (wide && shift > Rounding.MAX_WIDE_SHIFT) {
            throw node.refuse("the scales give a factor that needs a left shift of " + shift + ", at most "
                    + Rounding.MAX_WIDE_SHIFT + " for a sum of 64 bits");
        }
        if (node.meets(Quirk.SEVEN_DIGIT_FLOATS)) {
            return stage.with(realStage(node, channels));
        }
        return wide ? stage.widened() : stage;
    }

    private static RealStage realStage(NodeContext node, int channels) {
        long[] biases = Weights.bias(node, BIAS, channels, Set.of(ElementType.INT32));
        float out = node.outputQuantization().scale();
        return SevenDigits.stage(node.inputQuantization(0).scale(), node.input(WEIGHTS).quantization(), biases, out);
    }
}
