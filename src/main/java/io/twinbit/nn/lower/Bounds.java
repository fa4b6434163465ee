package io.twinbit.nn.lower;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.tensor.Quantization;

/** Lowest and highest integer that an output may take. */
record Bounds(int min, int max) {
    static final Bounds INT8 = new Bounds(Byte.MIN_VALUE, Byte.MAX_VALUE);
    static final Bounds INT16 = new Bounds(Short.MIN_VALUE, Short.MAX_VALUE);
    static final Bounds INT32 = new Bounds(Integer.MIN_VALUE, Integer.MAX_VALUE);
    static final Bounds UINT8 = new Bounds(0, 255);

    /** The range of the output's type. */
    static Bounds of(NodeContext node) {
        return switch (node.output().type()) {
            case INT8 -> INT8;
            case UINT8 -> UINT8;
            case INT16 -> INT16;
            case INT32 -> INT32;
            case INT4, BOOL, FLOAT16, FLOAT32, INT64, FLOAT64 -> throw node.refuse(
                    node.output().type().label() + " is not supported as an output here");
        };
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

    /** Of an activation on integers that are no quantized numbers: {@code CalculateActivationRange}. */
    static Bounds ofPlain(Activation activation) {
        return switch (activation) {
            case NONE -> INT32;
            case RELU -> new Bounds(0, INT32.max);
            case RELU6 -> new Bounds(0, 6);
            case RELU_N1_TO_1 -> new Bounds(-1, 1);
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

    int clamp(long value) {
        return Math.clamp(value, min, max);
    }
}
