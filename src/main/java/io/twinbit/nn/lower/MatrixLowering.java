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
            case MatrixOp.FullyConnected op -> List.of(fullyConnected(node, op));
            case MatrixOp.TransposeConv _, MatrixOp.BatchMatmul _ -> throw node.refuse("not supported");
        };
    }

    static Step conv2d(NodeContext node, MatrixOp.Conv2d op) {
        requireWeights(node, 0);
        int units = node.in(WEIGHTS).dim(0);
        int padding = node.inputQuantization(0).zeroPoint();
        OutputStage stage = stage(node, node.rounding(), units, convolutionScale(node), op.activation());
        return new MatrixStep.Conv2d(
                node.operand(0),
                WindowLowering.window(node, op),
                node.in(0).dim(3) / node.in(WEIGHTS).dim(3),
                padding,
                matrix(node, units, 0, stage),
                node.target());
    }

    static Step depthwiseConv2d(NodeContext node, MatrixOp.DepthwiseConv2d op) {
        requireWeights(node, 3);
        int channels = node.in(WEIGHTS).dim(3);
        int padding = node.inputQuantization(0).zeroPoint();
        byte[] weights = node.constant(WEIGHTS).toBytes();
        int[] bias = bias(node, channels);
        for (int i = 0; i < weights.length; i++) {
            bias[i % channels] -= padding * weights[i];
        }
        return new MatrixStep.DepthwiseConv2d(
                node.operand(0),
                WindowLowering.window(node, op),
                op.depthMultiplier(),
                padding,
                weights,
                bias,
                stage(node, node.rounding(), channels, convolutionScale(node), op.activation()),
                node.target());
    }

    static Step fullyConnected(NodeContext node, MatrixOp.FullyConnected op) {
        requireInt8Constant(node);
        int units = node.in(WEIGHTS).dim(0);
        Quantization weights = node.input(WEIGHTS).quantization();
        boolean perChannel = weights.channels() > 1;
        if (perChannel) {
            requireSymmetric(node, 0);
        } else {
            requireMatchingBiasScale(node);
        }
        Rounding rounding = node.meets(Quirk.FULLY_CONNECTED_HALF_UP)
                ? Rounding.DOUBLE_THEN_HALF_UP
                : node.rounding();
        float in = node.inputQuantization(0).scale();
        float out = node.outputQuantization().scale();
        IntToDoubleFunction scale = c -> perChannel
                ? EffectiveScale.perChannel(in, weights.scale(c), out)
                : EffectiveScale.perTensor(node.arithmetic(), in, weights.scale(), out);
        OutputStage stage = stage(node, rounding, units, scale, op.activation());
        return new MatrixStep.FullyConnected(
                node.operand(0),
                node.out().elements() / units,
                weights.zeroPoint(),
                matrix(node, units, weights.zeroPoint(), stage),
                node.target());
    }

    private static void requireWeights(NodeContext node, int channelAxis) {
        requireInt8Constant(node);
        requireSymmetric(node, channelAxis);
    }

    private static void requireInt8Constant(NodeContext node) {
        node.requireInt8(1);
        node.constant(WEIGHTS);
        node.require(node.input(WEIGHTS), ElementType.INT8);
        if (node.input(WEIGHTS).quantization().isNone()) {
            throw node.refuse("the weights have no quantization");
        }
        if (node.hasInput(BIAS)) {
            node.constant(BIAS);
            node.require(node.input(BIAS), ElementType.INT32);
        }
    }

    private static void requireSymmetric(NodeContext node, int channelAxis) {
        Quantization weights = node.input(WEIGHTS).quantization();
        if (weights.isPerChannel() && weights.axis() != channelAxis) {
            throw node.refuse(
                    "weights have scales along dimension " + weights.axis() + ", " + channelAxis + " expected");
        }
        for (int c = 0; c < weights.channels(); c++) {
            if (weights.zeroPoint(c) != 0) {
                throw node.refuse("weights have zero point " + weights.zeroPoint(c) + ", 0 expected");
            }
        }
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

    private static IntToDoubleFunction convolutionScale(NodeContext node) {
        float in = node.inputQuantization(0).scale();
        float out = node.outputQuantization().scale();
        Quantization weights = node.input(WEIGHTS).quantization();
        return c -> EffectiveScale.convolution(node.arithmetic(), in, weights.scale(c), out);
    }

    private static OutputStage stage(
            NodeContext node, Rounding rounding, int units, IntToDoubleFunction scale, Activation activation) {
        Multiplier[] factors = new Multiplier[units];
        Arrays.setAll(factors, c -> node.multiplier(scale.applyAsDouble(c)));
        Quantization output = node.outputQuantization();
        OutputStage stage = OutputStage.of(rounding, factors, output.zeroPoint(), Bounds.of(node, activation));
        return isReal(node) ? stage.with(realStage(node, units)) : stage;
    }

    private static boolean isReal(NodeContext node) {
        return node.meets(Quirk.SEVEN_DIGIT_FLOATS);
    }

    private static RealStage realStage(NodeContext node, int units) {
        int[] biases = node.hasInput(BIAS) ? node.constant(BIAS).toInts() : new int[units];
        float out = node.outputQuantization().scale();
        return SevenDigits.stage(node.inputQuantization(0).scale(), node.input(WEIGHTS).quantization(), biases, out);
    }

    /** Folds what does not depend on the input into the biases: (w - zw)(x - zx) = wx - zw x - zx w + zx zw. */
    private static Matrix matrix(NodeContext node, int units, int weightsZeroPoint, OutputStage stage) {
        byte[] weights = node.constant(WEIGHTS).toBytes();
        int depth = weights.length / units;
        int zeroPoint = node.inputQuantization(0).zeroPoint();
        int[] bias = bias(node, units);
        for (int i = 0; i < weights.length; i++) {
            bias[i / depth] -= zeroPoint * (weights[i] - weightsZeroPoint);
        }
        return new Matrix(weights, units, depth, bias, stage);
    }

    private static int[] bias(NodeContext node, int units) {
        return node.hasInput(BIAS) && !isReal(node) ? node.constant(BIAS).toInts() : new int[units];
    }
}
