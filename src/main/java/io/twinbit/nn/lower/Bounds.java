package io.twinbit.nn.lower;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;

/** Lowest and highest integer that an output may take. */
record Bounds(int min, int max) {
    static final Bounds INT8 = new Bounds(Byte.MIN_VALUE, Byte.MAX_VALUE);
    static final Bounds INT16 = new Bounds(Short.MIN_VALUE, Short.MAX_VALUE);

    /** The range of the output's type, int8 or int16. */
    static Bounds of(NodeContext node) {
        return node.output().type() == ElementType.INT16 ? INT16 : INT8;
    }

    /** The type's range narrowed by a fused activation: {@code CalculateActivationRangeQuantized}, in float32. */
    static Bounds of(NodeContext node, Activation activation) {
        Quantization output = node.outputQuantization();
        Bounds range = of(node);
        return switch (activation) {
            case NONE -> range;
            case RELU -> new Bounds(integer(node, 0, output), range.max);
            case RELU6 -> new Bounds(integer(node, 0, output), integer(node, 6, output));
            case RELU_N1_TO_1 -> new Bounds(integer(node, -1, output), integer(node, 1, output));
        };
    }

    /** {@code real} in the range of the output's type. Refused where the kernels' quotient leaves int32. */
    static int integer(NodeContext node, float real, Quantization quantization) {
        if (Math.abs(real / quantization.scale()) > Integer.MAX_VALUE) {
            throw node.refuse("scale " + quantization.scale() + " is too small for the activation's bound " + real);
        }
        Bounds range = of(node);
        return quantization.quantize(real, range.min, range.max);
    }

    int clamp(int value) {
        return Math.clamp(value, min, max);
    }
}
