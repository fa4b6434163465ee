package io.twinbit.nn.tensor;

import java.util.Arrays;

/**
 * Dimensions of a tensor, outermost first, row-major. No dimension is negative and the product fits an {@code int}; a
 * scalar has rank 0 and one element. A dimension of 0 makes a tensor without elements, which no operator reads or writes:
 * it only carries a quantization, as the intermediates of an LSTM do.
 */
public final class Shape {
    private final int[] dims;
    private final int elements;

    private Shape(int[] dims) {
        long product = 1;
        for (int d : dims) {
            if (d < 0) {
                throw new IllegalArgumentException("dimension " + d + " in shape " + Arrays.toString(dims));
            }
            product *= d;
            if (product > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("more than 2^31-1 elements in shape " + Arrays.toString(dims));
            }
        }
        this.dims = dims;
        this.elements = (int) product;
    }

    public static Shape of(int... dims) {
        return new Shape(dims.clone());
    }

    public int rank() {
        return dims.length;
    }

    /** Dimension {@code i}, 0 the outermost. */
    public int dim(int i) {
        return dims[i];
    }

    /** Dimension {@code i} counted from the innermost: {@code last(0)} is usually the channels. */
    public int last(int i) {
        return dims[dims.length - 1 - i];
    }

    public int elements() {
        return elements;
    }

    /** For each dimension how many elements there are from one index to the next. */
    public int[] strides() {
        int[] strides = new int[dims.length];
        int stride = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= dims[i];
        }
        return strides;
    }

    public int[] toArray() {
        return dims.clone();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Shape s && Arrays.equals(dims, s.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** {@code 1x49x10x1}; {@code scalar} at rank 0. */
    @Override
    public String toString() {
        if (dims.length == 0) {
            return "scalar";
        }
        StringBuilder text = new StringBuilder();
        for (int d : dims) {
            text.append(text.isEmpty() ? "" : "x").append(d);
        }
        return text.toString();
    }
}
