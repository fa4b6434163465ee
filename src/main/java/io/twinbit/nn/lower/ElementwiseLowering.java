package io.twinbit.nn.lower;

import io.twinbit.nn.device.KernelGeneration;
import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.SigmoidTable;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Operators on single elements: a function of one int8 becomes a table, whatever its arithmetic. */
final class ElementwiseLowering {
    /** The argument of int16 LOGISTIC and TANH is three times a number in Q3.12. */
    private static final double SIGMOID_STEPS = 3 * 4096.0;

    private static final int SIGMOID_FRACTION_BITS = 12;

    /** Multipliers are doubled, and shifted back, while they fit int16. */
    private static final int DOUBLED_SIGMOID_MULTIPLIER = Short.MAX_VALUE;

    /** Beyond, the product with an int16 leaves int32. */
    private static final int MAX_SIGMOID_MULTIPLIER = 65_535;

    private static final int MAX_SIGMOID_SHIFT = 31;

    private ElementwiseLowering() {}

    static List<Step> lower(NodeContext node, ElementwiseOp operator) {
        return List.of(switch (operator) {
            case ElementwiseOp.Relu _ -> relu(node);
            case ElementwiseOp.Relu6 _ -> relu6(node);
            case ElementwiseOp.LeakyRelu op -> leakyRelu(node, op.alpha());
            case ElementwiseOp.Abs _ -> abs(node);
            case ElementwiseOp.Logistic _ -> sigmoid(node, false);
            case ElementwiseOp.Tanh _ -> sigmoid(node, true);
            case ElementwiseOp.Elu _ -> table(node, Int8Functions.elu(node));
            case ElementwiseOp.HardSwish _ -> table(node, HardSwish.of(node)::apply);
            case ElementwiseOp.Rsqrt _ -> table(node, Int8Functions.rsqrt(node));
            case ElementwiseOp.Quantize _ -> quantize(node);
            case ElementwiseOp.Dequantize _ -> dequantize(node);
            case ElementwiseOp.Cast _ -> cast(node);
        });
    }

    /** Requantizes and cuts off what is below zero ({@code ReluQuantized}). */
    private static Step relu(NodeContext node) {
        node.requireInt8OrInt16(1);
        Quantization in = node.inputQuantization(0);
        Quantization out = node.outputQuantization();
        Multiplier factor = node.multiplier(EffectiveScale.relu(node.arithmetic(), in.scale(), out.scale()));
        Bounds bounds = new Bounds(out.zeroPoint(), Bounds.of(node).max());
        return linear(node, Slopes.straight(node.rounding(), in.zeroPoint(), factor, out.zeroPoint(), bounds));
    }

    /** Cuts off below zero and above six and does not requantize ({@code Relu6Quantized}). */
    private static Step relu6(NodeContext node) {
        node.requireInt8OrInt16(1);
        Quantization in = node.inputQuantization(0);
        Bounds bounds = new Bounds(in.zeroPoint(), Bounds.integer(node, 6, in));
        return node.output().type() == ElementType.INT8
                ? lookup(node, bounds::clamp)
                : new ElementwiseStep.Clamp(
                        node.operand(0), node.out().elements(), bounds.min(), bounds.max(), node.target());
    }

    /**
     * Below zero by alpha ({@code leaky_relu_common.cc}, {@code reference/leaky_relu.h}). A negative one multiplies by its
     * magnitude and negates what comes out; in kernels before 2026-03 the mantissa itself was negative.
     */
    private static Step leakyRelu(NodeContext node, float alpha) {
        node.requireInt8OrInt16(1);
        Quantization in = node.inputQuantization(0);
        Quantization out = node.outputQuantization();
        Bounds bounds = Bounds.of(node);
        Multiplier below = node.multiplier(
                EffectiveScale.leakyRelu(node.arithmetic(), in.scale(), Math.abs(alpha), out.scale()));
        boolean isOld = node.arithmetic().kernelGeneration().isBefore(KernelGeneration.SINCE_2026_03);
        return linear(node, new Slopes(
                node.rounding(),
                in.zeroPoint(),
                node.multiplier(EffectiveScale.relu(node.arithmetic(), in.scale(), out.scale())),
                alpha < 0 && isOld ? new Multiplier(-below.mantissa(), below.shift()) : below,
                alpha < 0 && !isOld ? Slopes.Mirror.PRODUCT : Slopes.Mirror.NOTHING,
                out.zeroPoint(),
                bounds.min(),
                bounds.max()));
    }

    /** {@code elementwise.cc}. */
    private static Step abs(NodeContext node) {
        node.requireInt8OrInt16(1);
        Quantization in = node.inputQuantization(0);
        Quantization out = node.outputQuantization();
        Multiplier factor = node.multiplier(EffectiveScale.relu(node.arithmetic(), in.scale(), out.scale()));
        Bounds bounds = Bounds.of(node);
        return linear(node, new Slopes(
                node.rounding(), in.zeroPoint(), factor, factor, Slopes.Mirror.INPUT, out.zeroPoint(), bounds.min(),
                bounds.max()));
    }

    /** LOGISTIC and TANH. */
    private static Step sigmoid(NodeContext node, boolean tanh) {
        if (node.requireInt8OrInt16(1) == ElementType.INT8) {
            return table(node, tanh ? Int8Functions.tanh(node) : Int8Functions.logistic(node));
        }
        PowerOfTwo out = PowerOfTwo.of(node.outputQuantization().scale());
        if (!out.near() || out.exponent() != -15) {
            throw node.refuse("output with " + node.outputQuantization() + ", scale 2^-15 expected");
        }
        float scale = node.inputQuantization(0).scale();
        PowerOfTwo in = PowerOfTwo.of(scale);
        int steps = SIGMOID_FRACTION_BITS + in.exponent();
        if (in.near() && (steps == 0 || (tanh && steps == 1))) {
            return sigmoid(node, tanh, 3 << steps, 0);
        }
        double multiplier = scale * SIGMOID_STEPS;
        int shift = 0;
        while (multiplier <= DOUBLED_SIGMOID_MULTIPLIER / 2.0 && shift < MAX_SIGMOID_SHIFT) {
            shift++;
            multiplier *= 2;
        }
        if (multiplier < 1 || multiplier >= MAX_SIGMOID_MULTIPLIER + 1) {
            throw node.refuse("input scale " + scale + ": its multiplier is " + multiplier + ", 1 to "
                    + MAX_SIGMOID_MULTIPLIER + " is defined");
        }
        return sigmoid(node, tanh, (int) multiplier, shift);
    }

    private static Step sigmoid(NodeContext node, boolean tanh, int multiplier, int shift) {
        return new ElementwiseStep.Sigmoid(
                node.operand(0), node.out().elements(), tanh, multiplier, shift, SigmoidTable.toArray(), node.target());
    }

    private static Step quantize(NodeContext node) {
        ElementType to = node.output().type();
        Quantization out = node.outputQuantization();
        switch (node.input(0).type()) {
            case FLOAT32 -> {
                node.requireOneOf(node.output(), ElementType.INT8, ElementType.INT16);
                return new ElementwiseStep.Quantize(
                        node.operand(0), node.out().elements(), to, out.scale(), out.zeroPoint(), node.target());
            }
            case INT8 -> node.requireOneOf(
                    node.output(), ElementType.INT8, ElementType.UINT8, ElementType.INT16, ElementType.INT32);
            case UINT8 -> node.requireOneOf(node.output(), ElementType.INT8);
            case INT16 -> node.requireOneOf(node.output(), ElementType.INT8, ElementType.INT16, ElementType.INT32);
            case INT32 -> node.requireOneOf(node.output(), ElementType.INT8, ElementType.INT16);
            case INT4, BOOL, FLOAT16, INT64, FLOAT64 -> node.requireOneOf(
                    node.input(0), ElementType.FLOAT32, ElementType.INT8, ElementType.UINT8, ElementType.INT16,
                    ElementType.INT32);
        }
        Quantization in = node.inputQuantization(0);
        Multiplier factor = node.multiplier(EffectiveScale.ratio(in.scale(), out.scale()));
        return linear(node, Slopes.straight(
                node.rounding(), in.zeroPoint(), factor, out.zeroPoint(), Bounds.of(node)));
    }

    private static Step dequantize(NodeContext node) {
        node.requireOneOf(node.input(0), ElementType.INT8, ElementType.UINT8, ElementType.INT16);
        node.require(node.output(), ElementType.FLOAT32);
        Quantization in = node.inputQuantization(0);
        return new ElementwiseStep.Dequantize(
                node.operand(0), node.out().elements(), node.input(0).type(), in.scale(), in.zeroPoint(),
                node.target());
    }

    /** {@code cast.cc}. */
    private static Step cast(NodeContext node) {
        node.requireOneOf(
                node.input(0), ElementType.INT8, ElementType.INT16, ElementType.INT32, ElementType.FLOAT32,
                ElementType.BOOL);
        node.requireOneOf(
                node.output(), ElementType.INT8, ElementType.INT16, ElementType.INT32, ElementType.FLOAT32);
        return new ElementwiseStep.Cast(
                node.operand(0), node.out().elements(), node.input(0).type(), node.output().type(), node.target());
    }

    /** A table where input and output are bytes, else the function itself. */
    private static Step linear(NodeContext node, Slopes slopes) {
        int inputWidth = node.input(0).type().bytes();
        int outputWidth = node.output().type().bytes();
        if (inputWidth == 1 && outputWidth == 1) {
            return lookup(node, slopes::apply);
        }
        return new ElementwiseStep.Linear(
                node.operand(0), node.out().elements(), inputWidth, outputWidth, slopes, node.target());
    }

    private static Step table(NodeContext node, IntUnaryOperator function) {
        node.requireInt8(1);
        return lookup(node, function);
    }

    /** Of each byte as the input's type reads it. */
    private static Step lookup(NodeContext node, IntUnaryOperator function) {
        boolean unsigned = node.input(0).type() == ElementType.UINT8;
        byte[] table = new byte[256];
        for (int x = Byte.MIN_VALUE; x <= Byte.MAX_VALUE; x++) {
            table[x + 128] = (byte) function.applyAsInt(unsigned ? x & 0xFF : x);
        }
        return new ElementwiseStep.Lookup(node.operand(0), node.out().elements(), table, node.target());
    }
}
