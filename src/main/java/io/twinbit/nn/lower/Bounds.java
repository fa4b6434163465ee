package io.twinbit.nn.lower;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.tensor.Quantization;

/** Lowest and highest integer that an int8 output may take. */
record Bounds(int min, int max) {
    static final Bounds INT8 = new Bounds(Byte.MIN_VALUE, Byte.MAX_VALUE);

    /** The type's range narrowed by a fused activation: {@code CalculateActivationRangeQuantized}, in float32. */
    static Bounds of(NodeContext node, Activation activation) {
        Quantization output = node.outputQuantization();
        return switch (activation) {
            case NONE -> INT8;
            case RELU -> new Bounds(integer(node, 0, output), INT8.max);
            case RELU6 -> new Bounds(integer(node, 0, output), integer(node, 6, output));
            case RELU_N1_TO_1 -> new Bounds(integer(node, -1, output), integer(node, 1, output));
        };
    }

    /** Refused where the kernels' quotient leaves int32. */
    static int integer(NodeContext node, float real, Quantization quantization) {
        if (Math.abs(real / quantization.scale()) > Integer.MAX_VALUE) {
            throw node.refuse("scale " + quantization.scale() + " is too small for the activation's bound " + real);
        }
        return quantization.quantize(real, INT8.min, INT8.max);
    }

    int clamp(int value) {
        return Math.clamp(value, min, max);
    }
}
