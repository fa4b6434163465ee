package io.twinbit.nn.lower;

import io.twinbit.nn.device.Derivation;
import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import java.util.List;
import java.util.stream.IntStream;

/** Operators on elements of several tensors, with broadcasting. */
final class BroadcastLowering {
    /** Bits of fraction in which ADD and SUB sum; SQUARED_DIFFERENCE takes its difference; comparisons compare. */
    private static final int SUM_FRACTION_INT8 = 20;

    private static final int SUM_FRACTION_INT16 = 15;
    private static final int SQUARE_FRACTION_INT8 = 7;
    private static final int SQUARE_FRACTION_INT16 = 0;
    private static final int COMPARISON_FRACTION = 8;

    /** The largest magnitude of an int8 less its zero point. */
    private static final int MAX_CENTRED = 255;

    /** The divisor's reciprocal and the smallest dividends leave this much of the factor's left shift. */
    private static final int MAX_DIV_SHIFT = 23;

    private BroadcastLowering() {}

    static List<Step> lower(NodeContext node, BroadcastOp operator) {
        return List.of(switch (operator) {
            case BroadcastOp.Add op -> sum(node, op.activation(), 1);
            case BroadcastOp.Sub op -> sum(node, op.activation(), -1);
            case BroadcastOp.Mul op -> mul(node, op.activation());
            case BroadcastOp.Div op -> div(node, op.activation());
            case BroadcastOp.SquaredDifference _ -> squaredDifference(node);
            case BroadcastOp.Maximum _ -> extreme(node, BroadcastStep.Function.MAXIMUM);
            case BroadcastOp.Minimum _ -> extreme(node, BroadcastStep.Function.MINIMUM);
            case BroadcastOp.Prelu _ -> prelu(node);
            case BroadcastOp.Compare op -> compare(node, op.relation());
            case BroadcastOp.SelectV2 _ -> select(node);
            case BroadcastOp.AddN _ -> addN(node);
        });
    }

    private static Broadcast broadcast(NodeContext node) {
        return BroadcastMerge.of(node.out(), node.in(0), node.in(1));
    }

    /** ADD, and SUB with {@code sign} -1: both operands to a common scale, then their sum to the output. */
    private static Step sum(NodeContext node, Activation activation, int sign) {
        if (node.output().type() == ElementType.INT32) {
            node.requireUnquantized();
            boolean add = sign > 0; // ADD of int32 has no fused activation
            return plain(
                    node, add ? BroadcastStep.Function.SUM : BroadcastStep.Function.DIFFERENCE,
                    Bounds.ofPlain(add ? Activation.NONE : activation));
        }
        node.requireOneOf(node.output(), ElementType.INT8, ElementType.INT16, ElementType.INT32);
        int fraction = node.output().type() == ElementType.INT16 ? SUM_FRACTION_INT16 : SUM_FRACTION_INT8;
        CommonScale scale = sumScale(node, sign, fraction);
        return new BroadcastStep.Sum(
                node.operand(0),
                node.operand(1),
                broadcast(node),
                node.output().type().bytes(),
                inputStage(node, 0, fraction, scale.a()),
                inputStage(node, 1, fraction, scale.b()),
                sign,
                OutputStage.of(
                        node.rounding(),
                        node.multiplierBelowOne(scale.output()),
                        node.outputQuantization().zeroPoint(),
                        Bounds.of(node, activation)),
                node.target());
    }

    private static CommonScale sumScale(NodeContext node, int sign, int fraction) {
        float a = node.inputQuantization(0).scale();
        float b = node.inputQuantization(1).scale();
        float out = node.outputQuantization().scale();
        boolean float32 = sign < 0 && node.arithmetic().derivation() == Derivation.BEFORE_2026_10;
        return float32 ? CommonScale.float32(a, b, out, fraction) : CommonScale.float64(a, b, out, fraction);
    }

    private static InputStage inputStage(NodeContext node, int input, int fraction, double real) {
        return new InputStage(
                node.rounding(), node.inputQuantization(input).zeroPoint(), fraction, node.multiplierBelowOne(real));
    }

    /** {@code squared_difference.cc}. */
    private static Step squaredDifference(NodeContext node) {
        if (node.output().type() == ElementType.INT32) {
            return plain(node, BroadcastStep.Function.SQUARED_DIFFERENCE, Bounds.INT32);
        }
        node.requireOneOf(node.output(), ElementType.INT8, ElementType.INT16, ElementType.INT32);
        Quantization out = node.outputQuantization();
        int fraction = node.output().type() == ElementType.INT16 ? SQUARE_FRACTION_INT16 : SQUARE_FRACTION_INT8;
        CommonScale scale = CommonScale.squared(
                node.inputQuantization(0).scale(), node.inputQuantization(1).scale(), out.scale(), fraction);
        return new BroadcastStep.SquaredDifference(
                node.operand(0),
                node.operand(1),
                broadcast(node),
                node.output().type().bytes(),
                inputStage(node, 0, fraction, scale.a()),
                inputStage(node, 1, fraction, scale.b()),
                OutputStage.of(node.rounding(), node.multiplier(scale.output()), out.zeroPoint(), Bounds.of(node)),
                node.target());
    }

    /** {@code mul_common.cc}, {@code integer_ops/mul.h}. */
    private static Step mul(NodeContext node, Activation activation) {
        if (node.output().type() == ElementType.INT32) {
            return plain(node, BroadcastStep.Function.PRODUCT, Bounds.ofPlain(activation));
        }
        node.requireOneOf(node.output(), ElementType.INT8, ElementType.INT16, ElementType.INT32);
        Quantization a = node.inputQuantization(0);
        Quantization b = node.inputQuantization(1);
        Quantization out = node.outputQuantization();
        return new BroadcastStep.Mul(
                node.operand(0),
                node.operand(1),
                broadcast(node),
                node.output().type().bytes(),
                a.zeroPoint(),
                b.zeroPoint(),
                OutputStage.of(
                        node.rounding(),
                        node.multiplier((double) a.scale() * b.scale() / out.scale()),
                        out.zeroPoint(),
                        Bounds.of(node, activation)),
                node.target());
    }

    private static Step plain(NodeContext node, BroadcastStep.Function function, Bounds bounds) {
        return new BroadcastStep.Plain(
                node.operand(0), node.operand(1), broadcast(node), node.output().type().bytes(), function,
                bounds.min(), bounds.max(), node.target());
    }

    /** MAXIMUM and MINIMUM compare raw integers, whatever they stand for ({@code maximum_minimum.cc}). */
    private static Step extreme(NodeContext node, BroadcastStep.Function function) {
        node.requireOneOf(node.output(), ElementType.INT8, ElementType.INT16, ElementType.INT32);
        return plain(node, function, Bounds.INT32);
    }

    /** {@code div.cc}; refused where the kernels would shift by a negative number. */
    private static Step div(NodeContext node, Activation activation) {
        node.requireInt8(2);
        Quantization out = node.outputQuantization();
        Multiplier factor = node.multiplier(EffectiveScale.div(
                node.arithmetic(), node.inputQuantization(0).scale(), node.inputQuantization(1).scale(), out.scale()));
        if (factor.shift() > MAX_DIV_SHIFT) {
            throw node.refuse("the scales give a factor with a left shift of " + factor.shift() + ", at most "
                    + MAX_DIV_SHIFT + " is defined");
        }
        Bounds bounds = Bounds.of(node, activation);
        return new BroadcastStep.Div(
                node.operand(0),
                node.operand(1),
                broadcast(node),
                node.inputQuantization(0).zeroPoint(),
                node.inputQuantization(1).zeroPoint(),
                node.rounding(),
                factor,
                out.zeroPoint(),
                bounds.min(),
                bounds.max(),
                node.target());
    }

    /** {@code prelu_common.cc}, {@code reference/prelu.h}. */
    private static Step prelu(NodeContext node) {
        node.requireOneOf(node.output(), ElementType.INT8, ElementType.INT16);
        node.require(node.input(1), ElementType.INT8);
        Quantization in = node.inputQuantization(0);
        Quantization slope = node.inputQuantization(1);
        Quantization out = node.outputQuantization();
        double ratio = EffectiveScale.ratio(in.scale(), out.scale());
        double product = (double) in.scale() * slope.scale() / out.scale();
        return new BroadcastStep.Prelu(
                node.operand(0),
                node.operand(1),
                broadcast(node),
                node.output().type().bytes(),
                in.zeroPoint(),
                slope.zeroPoint(),
                OutputStage.of(node.rounding(), node.multiplier(ratio), out.zeroPoint(), Bounds.of(node)),
                OutputStage.of(node.rounding(), node.multiplier(product), out.zeroPoint(), Bounds.of(node)),
                node.target());
    }

    /** {@code comparisons.cc}: each operand times its own scale, which must be below 1. */
    private static Step compare(NodeContext node, BroadcastOp.Relation relation) {
        node.require(node.input(0), ElementType.INT8);
        return new BroadcastStep.Compare(
                node.operand(0),
                node.operand(1),
                broadcast(node),
                inputStage(node, 0, COMPARISON_FRACTION, node.inputQuantization(0).scale()),
                inputStage(node, 1, COMPARISON_FRACTION, node.inputQuantization(1).scale()),
                switch (relation) {
                    case LESS, LESS_EQUAL, NOT_EQUAL -> true;
                    case EQUAL, GREATER, GREATER_EQUAL -> false;
                },
                switch (relation) {
                    case EQUAL, LESS_EQUAL, GREATER_EQUAL -> true;
                    case NOT_EQUAL, LESS, GREATER -> false;
                },
                switch (relation) {
                    case GREATER, GREATER_EQUAL, NOT_EQUAL -> true;
                    case EQUAL, LESS, LESS_EQUAL -> false;
                },
                node.target());
    }

    /** {@code select.cc}. */
    private static Step select(NodeContext node) {
        node.requireOneOf(node.output(), ElementType.INT8, ElementType.INT16, ElementType.FLOAT32);
        return new BroadcastStep.Select(
                node.operand(1),
                node.operand(2),
                node.operand(0),
                BroadcastMerge.of(node.out(), node.in(1), node.in(2), node.in(0)),
                node.output().type().bytes(),
                node.target());
    }

    /** {@code add_n.cc}; the sum starts at what an input of raw zero adds ({@code reference/add_n.h}). */
    private static Step addN(NodeContext node) {
        int count = node.node().inputs().size();
        node.requireInt8(count);
        Quantization in = node.inputQuantization(0);
        Quantization out = node.outputQuantization();
        for (int i = 1; i < count; i++) {
            if (!node.inputQuantization(i).equals(in)) {
                throw node.refuse("inputs with " + in + " and " + node.inputQuantization(i) + ", one expected for all");
            }
        }
        if ((count + 1L) * (MAX_CENTRED << (SUM_FRACTION_INT8 - 1)) > Integer.MAX_VALUE) {
            throw node.refuse(count + " inputs, whose sum may overflow");
        }
        CommonScale scale = CommonScale.float64(in.scale(), in.scale(), out.scale(), SUM_FRACTION_INT8);
        InputStage input = inputStage(node, 0, SUM_FRACTION_INT8, scale.a());
        return new BroadcastStep.AddN(
                IntStream.range(0, count).mapToObj(node::operand).toList(),
                node.out().elements(),
                input,
                input.apply(0),
                OutputStage.of(node.rounding(), node.multiplierBelowOne(scale.output()), out.zeroPoint(), Bounds.INT8),
                node.target());
    }
}
