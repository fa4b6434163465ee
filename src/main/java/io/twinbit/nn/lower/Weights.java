package io.twinbit.nn.lower;

import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import java.util.Arrays;
import java.util.Set;

/**
 * Constant weights and biases of an operator while it is lowered: int8 or int4 weights; int32 biases for int8 inputs,
 * and for int16 inputs those that the kernels take, which decide the width of the sums.
 *
 * @param content of the weights, one a byte
 * @param bias one for each output channel, zeros when the operator has none
 * @param wide whether sums have 64 bits; else they have 32 and wrap
 */
@SuppressWarnings("ArrayRecordComponent")
record Weights(
        NodeContext node, byte[] content, ElementType type, Quantization quantization, long[] bias, boolean wide) {
    /** The largest magnitude of an int16 input. */
    private static final long INPUT_LIMIT = 1 << 15;

    static final Set<ElementType> INT32_OR_INT64 = Set.of(ElementType.INT32, ElementType.INT64);

    /**
     * @param input the position of the data; weights are input 1, biases follow the later of both
     * @param channels how many biases there are
     * @param biases types of biases that the kernel takes for int16 inputs
     * @param int32Sums what holds for int16 inputs without a bias
     */
    static Weights of(NodeContext node, int input, int channels, Set<ElementType> biases, boolean int32Sums) {
        boolean int16 = activations(node, input) == ElementType.INT16;
        ElementType type = node.input(1).type();
        if (type != ElementType.INT8 && (type != ElementType.INT4 || int16)) {
            throw node.refuse(type.label() + " weights are not supported, int8 and, for int8 inputs, int4 ones are");
        }
        byte[] content = type == ElementType.INT4
                ? node.constant(1).toInt4s(node.in(1).elements())
                : node.constant(1).toBytes();
        int bias = Math.max(input, 1) + 1;
        boolean wide = int16 && isWide(node, bias, int32Sums);
        return new Weights(
                node, content, type, quantization(node),
                bias(node, bias, channels, int16 ? biases : Set.of(ElementType.INT32)), wide);
    }

    /** Whether int16 inputs are summed in 64 bits ({@code conv.cc}, {@code fully_connected.cc}). */
    static boolean isWide(NodeContext node, int bias, boolean int32Sums) {
        return node.hasInput(bias) ? node.input(bias).type() != ElementType.INT32 : !int32Sums;
    }

    /** The type of the data and the output, which each have one scale: int8 or int16. */
    static ElementType activations(NodeContext node, int input) {
        ElementType type = node.output().type();
        if (type != ElementType.INT8 && type != ElementType.INT16) {
            throw node.refuse(type.label() + " is not supported, int8 and int16 are");
        }
        node.inputQuantization(input);
        node.outputQuantization();
        return type;
    }

    static Quantization quantization(NodeContext node) {
        Quantization quantization = node.input(1).quantization();
        if (quantization.isNone()) {
            throw node.refuse("the weights have no quantization");
        }
        return quantization;
    }

    /** The constant biases at position {@code i}; zeros if there are none. */
    static long[] bias(NodeContext node, int i, int channels, Set<ElementType> types) {
        if (!node.hasInput(i)) {
            return new long[channels];
        }
        ElementType type = node.input(i).type();
        if (!types.contains(type)) {
            throw node.refuse("a bias of " + type.label() + " is not supported, "
                    + String.join(" and ", types.stream().map(ElementType::label).sorted().toList()) + " expected");
        }
        if (type != ElementType.INT16) {
            return node.integers(i);
        }
        long[] bias = new long[channels];
        Arrays.setAll(bias, node.constant(i)::int16);
        return bias;
    }

    Weights requireSymmetric(int channelAxis) {
        requireSymmetric(node, quantization, channelAxis);
        return this;
    }

    /** The kernels that take one scale for each output channel know no zero point of the weights. */
    static void requireSymmetric(NodeContext node, Quantization quantization, int channelAxis) {
        if (quantization.isPerChannel() && quantization.axis() != channelAxis) {
            throw node.refuse(
                    "weights have scales along dimension " + quantization.axis() + ", " + channelAxis + " expected");
        }
        for (int c = 0; c < quantization.channels(); c++) {
            if (quantization.zeroPoint(c) != 0) {
                throw node.refuse("weights have zero point " + quantization.zeroPoint(c) + ", 0 expected");
            }
        }
    }

    /**
     * The biases, unless the target adds them in real numbers, with what does not depend on the input:
     * (w - zw)(x - zx) = wx - zw x - zx w + zx zw. Weight i of {@code part}, which may be any part of the weights,
     * belongs to channel (i / run) modulo the number of channels.
     */
    long[] folded(byte[] part, int run, int inputZeroPoint, int weightsZeroPoint) {
        long[] folded = node.meets(Quirk.SEVEN_DIGIT_FLOATS) ? new long[bias.length] : bias.clone();
        long[] reach = new long[bias.length];
        for (int i = 0; i < part.length; i++) {
            int channel = i / run % bias.length;
            int weight = part[i] - weightsZeroPoint;
            folded[channel] -= (long) inputZeroPoint * weight;
            reach[channel] += INPUT_LIMIT * Math.abs(weight);
        }
        for (int c = 0; c < folded.length; c++) {
            if (!wide) {
                folded[c] = (int) folded[c];
            } else if (reach[c] + Math.abs((double) bias[c]) >= Rounding.WIDE_LIMIT) {
                throw node.refuse("bias " + bias[c] + " and the weights of channel " + c
                        + " reach accumulators of 2^47, for which the kernels' product is not defined");
            }
        }
        return folded;
    }

    /** Rows of weights for a product; {@code part} is (channels, depth). */
    Matrix matrix(byte[] part, int inputZeroPoint, int weightsZeroPoint, OutputStage stage) {
        int depth = part.length / bias.length;
        long[] folded = folded(part, Math.max(depth, 1), inputZeroPoint, weightsZeroPoint);
        return new Matrix(part, type, bias.length, depth, folded, stage);
    }
}
