package io.twinbit.nn.lower;

import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.graph.RecurrentOp;
import io.twinbit.nn.graph.RecurrentOp.Svdf;
import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;

/** SVDF with an int8 or int16 state ({@code svdf_common.cc}); its integer kernels apply no fused activation. */
final class SvdfLowering {
    /** How far the bias's scale may be from state scale times time weights scale. */
    private static final double BIAS_SCALE_TOLERANCE = 1e-5;

    private SvdfLowering() {}

    static Step lower(NodeContext node, RecurrentOp.Svdf op) {
        node.requireInt8(1);
        ElementType state = stateType(node);
        requireWeights(node, Svdf.FEATURE_WEIGHTS);
        requireWeights(node, Svdf.TIME_WEIGHTS);
        requireBias(node);
        byte[] featureWeights = node.constant(Svdf.FEATURE_WEIGHTS).toBytes();
        short[] timeWeights = timeWeights(node, state);
        int filters = node.in(Svdf.FEATURE_WEIGHTS).dim(0);
        int inputs = node.in(0).dim(1);
        int memory = node.in(Svdf.TIME_WEIGHTS).dim(1);
        int stateZeroPoint =
                node.meets(Quirk.SVDF_STATE_WRAPS) ? 0 : node.inputQuantization(Svdf.STATE).zeroPoint();
        return new RecurrentStep.Svdf(
                node.operand(0),
                node.in(0).dim(0),
                inputs,
                filters,
                memory,
                op.rank(),
                featureWeights,
                featureBias(featureWeights, filters, inputs, node.inputQuantization(0).zeroPoint()),
                featureStage(node, state),
                stateZeroPoint,
                node.variable(Svdf.STATE),
                state,
                timeWeights,
                bias(node, timeWeights, op.rank() * memory, stateZeroPoint),
                stage(node),
                node.target());
    }

    private static ElementType stateType(NodeContext node) {
        ElementType state = node.input(Svdf.STATE).type();
        if (state != ElementType.INT8 && state != ElementType.INT16) {
            throw node.refuse("a state of " + state.label() + " is not supported, int8 and int16 are");
        }
        node.require(node.input(Svdf.TIME_WEIGHTS), state);
        return state;
    }

    /** The kernels know neither a scale for each filter nor a zero point of the weights. */
    private static void requireWeights(NodeContext node, int i) {
        if (i == Svdf.FEATURE_WEIGHTS) {
            node.require(node.input(i), ElementType.INT8);
        }
        if (node.inputQuantization(i).zeroPoint() != 0) {
            throw node.refuse("input " + i + " with " + node.inputQuantization(i) + ", zero point 0 expected");
        }
    }

    private static void requireBias(NodeContext node) {
        if (!node.hasInput(Svdf.BIAS)) {
            throw node.refuse("no bias, which the kernel reads");
        }
        node.require(node.input(Svdf.BIAS), ElementType.INT32);
        Quantization bias = node.input(Svdf.BIAS).quantization();
        double scale = bias.isNone() ? 0 : bias.scale();
        double expected = EffectiveScale.svdfBias(
                node.arithmetic(),
                node.inputQuantization(Svdf.STATE).scale(),
                node.inputQuantization(Svdf.TIME_WEIGHTS).scale());
        if (!(Math.abs(scale - expected) < BIAS_SCALE_TOLERANCE)) {
            throw node.refuse("the bias has scale " + scale + ", state scale times time weights scale is " + expected);
        }
    }

    private static short[] timeWeights(NodeContext node, ElementType type) {
        Constant content = node.constant(Svdf.TIME_WEIGHTS);
        short[] weights = new short[node.in(Svdf.TIME_WEIGHTS).elements()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = type == ElementType.INT16 ? content.int16(i) : content.int8(i);
        }
        return weights;
    }

    private static int[] featureBias(byte[] weights, int filters, int inputs, int zeroPoint) {
        int[] bias = new int[filters];
        for (int i = 0; i < weights.length; i++) {
            bias[i / inputs] -= zeroPoint * weights[i];
        }
        return bias;
    }

    private static int[] bias(NodeContext node, short[] weights, int weightsOfUnit, int zeroPoint) {
        int[] bias = node.constant(Svdf.BIAS).toInts();
        for (int i = 0; i < weights.length; i++) {
            bias[i / weightsOfUnit] -= zeroPoint * weights[i];
        }
        return bias;
    }

    private static OutputStage featureStage(NodeContext node, ElementType state) {
        double scale = EffectiveScale.svdf(
                node.arithmetic(),
                node.inputQuantization(0).scale(),
                node.inputQuantization(Svdf.FEATURE_WEIGHTS).scale(),
                node.inputQuantization(Svdf.STATE).scale());
        boolean wide = state == ElementType.INT16 || node.meets(Quirk.SVDF_STATE_WRAPS);
        Bounds range = wide ? Bounds.INT16 : Bounds.INT8;
        return OutputStage.of(node.rounding(), node.multiplier(scale), 0, range);
    }

    private static OutputStage stage(NodeContext node) {
        double scale = EffectiveScale.svdf(
                node.arithmetic(),
                node.inputQuantization(Svdf.STATE).scale(),
                node.inputQuantization(Svdf.TIME_WEIGHTS).scale(),
                node.outputQuantization().scale());
        int zeroPoint = node.outputQuantization().zeroPoint();
        return OutputStage.of(node.rounding(), node.multiplier(scale), zeroPoint, Bounds.INT8);
    }
}
