package io.twinbit.nn.lower;

import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.fixed.SigmoidTable;
import io.twinbit.nn.graph.RecurrentOp.Gate;
import io.twinbit.nn.graph.RecurrentOp.UnidirectionalSequenceLstm;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import java.util.List;

/** UNIDIRECTIONAL_SEQUENCE_LSTM of int8 or int16, in the form that Keras makes ({@code lstm_eval_common.cc}). */
final class LstmLowering {
    private static final int OPERANDS = 24;

    /** Peepholes, projection, layer normalization. */
    private static final List<Integer> UNSUPPORTED = List.of(9, 10, 11, 16, 17, 20, 21, 22, 23);

    /** Of what goes into a sigmoid or tanh, and of what comes out. */
    private static final float NONLINEAR_INPUT_SCALE = 0x1p-12f;

    private static final float NONLINEAR_OUTPUT_SCALE = 0x1p-15f;

    /** By how much a cell may be shifted on its way into the tanh: three times of it must fit int32. */
    private static final int MAX_LEFT_SHIFT = 14;

    private static final int MAX_RIGHT_SHIFT = 30;

    /** Beyond any int16 input less its zero point. */
    private static final long INPUT_LIMIT = 1 << 16;

    private final NodeContext node;
    private final ElementType type;

    private LstmLowering(NodeContext node) {
        this.node = node;
        this.type = node.requireInt8OrInt16(1);
    }

    static Step lower(NodeContext node, UnidirectionalSequenceLstm op) {
        return new LstmLowering(node).step(op);
    }

    private Step step(UnidirectionalSequenceLstm op) {
        requirePlain();
        node.require(node.input(UnidirectionalSequenceLstm.HIDDEN), type);
        node.require(node.input(UnidirectionalSequenceLstm.CELL), ElementType.INT16);
        return new RecurrentStep.Lstm(
                node.operand(0),
                type,
                node.in(0).dim(op.timeMajor() ? 1 : 0),
                node.in(0).dim(op.timeMajor() ? 0 : 1),
                node.in(0).dim(2),
                node.in(UnidirectionalSequenceLstm.HIDDEN).dim(1),
                op.timeMajor(),
                node.rounding(),
                gate(Gate.INPUT),
                gate(Gate.FORGET),
                gate(Gate.CELL),
                gate(Gate.OUTPUT),
                SigmoidTable.toArray(),
                cell(op),
                product(NONLINEAR_OUTPUT_SCALE, hidden().scale(), hidden().zeroPoint(), Bounds.of(node)),
                node.meets(Quirk.LSTM_FORGETS),
                node.variable(UnidirectionalSequenceLstm.HIDDEN),
                node.variable(UnidirectionalSequenceLstm.CELL),
                node.target());
    }

    private void requirePlain() {
        if (node.node().inputs().size() != OPERANDS) {
            throw node.refuse(node.node().inputs().size() + " inputs, " + OPERANDS + " expected");
        }
        for (int i = 0; i < OPERANDS; i++) {
            if (node.hasInput(i) == UNSUPPORTED.contains(i)) {
                throw node.refuse("input " + i + (node.hasInput(i) ? " is there" : " is absent")
                        + ": peepholes, projection, layer normalization and coupled gates are not supported");
            }
        }
    }

    private Quantization hidden() {
        return node.inputQuantization(UnidirectionalSequenceLstm.HIDDEN);
    }

    private RecurrentStep.Gate gate(Gate gate) {
        node.require(node.input(gate.bias()), type == ElementType.INT16 ? ElementType.INT64 : ElementType.INT32);
        node.constant(gate.bias());
        long[] bias = node.integers(gate.bias());
        return new RecurrentStep.Gate(
                weights(gate.inputWeights()),
                folded(gate.inputWeights(), bias, node.inputQuantization(0).zeroPoint()),
                factor(gate.inputWeights(), node.inputQuantization(0)),
                weights(gate.recurrentWeights()),
                folded(gate.recurrentWeights(), new long[bias.length], hidden().zeroPoint()),
                factor(gate.recurrentWeights(), hidden()));
    }

    private byte[] weights(int i) {
        node.require(node.input(i), ElementType.INT8);
        if (node.inputQuantization(i).zeroPoint() != 0) {
            throw node.refuse("input " + i + " with " + node.inputQuantization(i) + ", zero point 0 expected");
        }
        return node.constant(i).toBytes();
    }

    /** The biases with the zero point of what the weights are multiplied with. */
    private long[] folded(int i, long[] bias, int zeroPoint) {
        byte[] weights = weights(i);
        int depth = weights.length / bias.length;
        long[] folded = bias.clone();
        long[] reach = new long[bias.length];
        for (int w = 0; w < weights.length; w++) {
            folded[w / depth] -= (long) zeroPoint * weights[w];
            reach[w / depth] += INPUT_LIMIT * Math.abs(weights[w]);
        }
        for (int u = 0; u < bias.length; u++) {
            long free = Rounding.WIDE_LIMIT - reach[u];
            if (type == ElementType.INT16 && (bias[u] <= -free || bias[u] >= free)) {
                throw node.refuse("bias " + bias[u] + " of unit " + u + " and its weights reach accumulators of 2^47, for"
                        + " which the kernels' product is not defined");
            }
        }
        return folded;
    }

    private Multiplier factor(int i, Quantization input) {
        double scale = EffectiveScale.perTensor(
                node.arithmetic(), input.scale(), node.inputQuantization(i).scale(), NONLINEAR_INPUT_SCALE);
        Multiplier factor = node.multiplier(scale);
        if (type == ElementType.INT16 && factor.shift() > Rounding.MAX_WIDE_SHIFT) {
            throw node.refuse("the scales give a factor " + scale + ", which needs a left shift of " + factor.shift()
                    + ", at most " + Rounding.MAX_WIDE_SHIFT);
        }
        return factor;
    }

    private RecurrentStep.Cell cell(UnidirectionalSequenceLstm op) {
        float scale = node.inputQuantization(UnidirectionalSequenceLstm.CELL).scale();
        int shift = PowerOfTwo.of(scale).exponent() + 12;
        if (shift > MAX_LEFT_SHIFT || shift < -MAX_RIGHT_SHIFT) {
            throw node.refuse("cell scale " + scale + ", 2^-42 to 2^2 expected");
        }
        return new RecurrentStep.Cell(
                product(scale, scale, 0, Bounds.INT16),
                product(NONLINEAR_OUTPUT_SCALE, scale, 0, Bounds.INT16),
                clip(op.cellClip(), scale),
                3 << Math.max(shift, 0),
                Math.max(-shift, 0));
    }

    /** As an integer of the cell, truncated; without a clip all that int16 has. */
    private static int clip(float clip, float scale) {
        return clip > 0 ? (int) Math.min((double) clip / scale, Short.MAX_VALUE) : -Short.MIN_VALUE;
    }

    /** Of what comes out of a sigmoid with a number of {@code scale}. */
    private OutputStage product(float scale, float output, int zeroPoint, Bounds bounds) {
        double real = (double) NONLINEAR_OUTPUT_SCALE * scale / output;
        return OutputStage.of(node.rounding(), node.multiplier(real), zeroPoint, bounds);
    }
}
