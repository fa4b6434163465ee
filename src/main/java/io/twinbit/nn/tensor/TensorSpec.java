package io.twinbit.nn.tensor;

/** What is known of a tensor without its content. */
public record TensorSpec(String name, ElementType type, Shape shape, Quantization quantization) {
    /** Bytes of the tensor in memory and in a raw tensor file. */
    public int bytes() {
        return Math.toIntExact(type.bytesOf(shape.elements()));
    }

    /** {@code 'name' int8 1x12 scale 0.00390625 zero point -128}. */
    @Override
    public String toString() {
        return "'" + name + "' " + type.label() + " " + shape
                + (quantization.isNone() ? "" : " " + quantization);
    }
}
