package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.FixedPoint;
import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Transcendental;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Operators on single elements: a function of one int8 becomes a table, whatever its arithmetic. */
final class ElementwiseLowering {
    private static final int LOGISTIC_INTEGER_BITS = 4;
    private static final int TO_INT8 = 23;

    /** Outside of these the kernels shift by negative or too many bits, which is not defined. */
    private static final float MIN_LOGISTIC_SCALE = 0x1p-28f;

    private static final float MAX_LOGISTIC_SCALE = 0x1p34f;

    /** From this scale on an input one step from zero leaves Q4.27, so that LOGISTIC is a step function. */
    private static final float STEP_FUNCTION_SCALE = 8;

    private ElementwiseLowering() {}

    static List<Step> lower(NodeContext node, ElementwiseOp operator) {
        return switch (operator) {
            case ElementwiseOp.Relu _ -> List.of(relu(node));
            case ElementwiseOp.Relu6 _ -> List.of(relu6(node));
            case ElementwiseOp.Logistic _ -> List.of(logistic(node));
            case ElementwiseOp.Quantize _ -> List.of(quantize(node));
            case ElementwiseOp.Dequantize _ -> List.of(dequantize(node));
            case ElementwiseOp.LeakyRelu _, ElementwiseOp.Elu _, ElementwiseOp.HardSwish _,
                    ElementwiseOp.Tanh _, ElementwiseOp.Abs _, ElementwiseOp.Rsqrt _, ElementwiseOp.Cast _ ->
                throw node.refuse("not supported");
        };
    }

    /** Requantizes and cuts off what is below zero ({@code ReluQuantized}). */
    static Step relu(NodeContext node) {
        node.requireInt8(1);
        Quantization in = node.inputQuantization(0);
        Quantization out = node.outputQuantization();
        Multiplier factor = node.multiplier(EffectiveScale.relu(node.arithmetic(), in.scale(), out.scale()));
        Bounds bounds = new Bounds(out.zeroPoint(), Bounds.INT8.max());
        return lookup(node, x -> bounds.clamp(node.rounding().multiply(x - in.zeroPoint(), factor) + out.zeroPoint()));
    }

    /** Cuts off below zero and above six and does not requantize ({@code Relu6Quantized}). */
    static Step relu6(NodeContext node) {
        node.requireInt8(1);
        Quantization in = node.inputQuantization(0);
        Bounds bounds = new Bounds(in.zeroPoint(), Bounds.integer(node, 6, in));
        return lookup(node, bounds::clamp);
    }

    /** Sigmoid in Q4.27 ({@code integer_ops/logistic.h}), in steps of 1/256 whatever the output's scale says. */
    static Step logistic(NodeContext node) {
        node.requireInt8(1);
        if (node.outputQuantization().zeroPoint() != Bounds.INT8.min()) {
            throw node.refuse("output with " + node.outputQuantization() + ", zero point -128 expected");
        }
        Quantization in = node.inputQuantization(0);
        if (in.scale() < MIN_LOGISTIC_SCALE || in.scale() > MAX_LOGISTIC_SCALE) {
            throw node.refuse("input scale " + in.scale() + ", 2^-28 to 2^34 expected");
        }
        if (in.scale() >= STEP_FUNCTION_SCALE) {
            return lookup(node, x -> x <= in.zeroPoint() ? Bounds.INT8.min() : Bounds.INT8.max());
        }
        Multiplier factor = node.multiplier(Math.scalb((double) in.scale(), 31 - LOGISTIC_INTEGER_BITS));
        int radius = inputRadius(LOGISTIC_INTEGER_BITS, factor.shift());
        return lookup(node, x -> logistic(node, x - in.zeroPoint(), factor, radius));
    }

    private static int logistic(NodeContext node, int x, Multiplier factor, int radius) {
        if (Math.abs(x) >= radius) {
            return x < 0 ? Bounds.INT8.min() : Bounds.INT8.max();
        }
        int probability = Transcendental.logistic(node.rounding().multiply(x, factor), LOGISTIC_INTEGER_BITS);
        return Bounds.INT8.clamp(FixedPoint.divideByPowerOfTwo(probability, TO_INT8) + Bounds.INT8.min());
    }

    /** The integer from which on {@code x << leftShift} leaves Q(integerBits): {@code CalculateInputRadius}. */
    static int inputRadius(int integerBits, int leftShift) {
        return (int) ((((1L << integerBits) - 1) << (31 - integerBits)) >> leftShift);
    }

    static Step quantize(NodeContext node) {
        if (node.input(0).type() == ElementType.FLOAT32) {
            node.requireInt8(0);
            Quantization out = node.outputQuantization();
            return new ElementwiseStep.Quantize(
                    node.operand(0), node.out().elements(), out.scale(), out.zeroPoint(), node.target());
        }
        node.requireInt8(1);
        Quantization in = node.inputQuantization(0);
        Quantization out = node.outputQuantization();
        Multiplier factor = node.multiplier(EffectiveScale.ratio(in.scale(), out.scale()));
        return lookup(node, x -> Bounds.INT8.clamp(
                node.rounding().multiply(x - in.zeroPoint(), factor) + out.zeroPoint()));
    }

    static Step dequantize(NodeContext node) {
        node.require(node.input(0), ElementType.INT8);
        node.require(node.output(), ElementType.FLOAT32);
        Quantization in = node.inputQuantization(0);
        return new ElementwiseStep.Dequantize(
                node.operand(0), node.out().elements(), in.scale(), in.zeroPoint(), node.target());
    }

    private static Step lookup(NodeContext node, IntUnaryOperator function) {
        byte[] table = new byte[256];
        for (int x = Byte.MIN_VALUE; x <= Byte.MAX_VALUE; x++) {
            table[x + 128] = (byte) function.applyAsInt(x);
        }
        return new ElementwiseStep.Lookup(node.operand(0), node.out().elements(), table, node.target());
    }
}
