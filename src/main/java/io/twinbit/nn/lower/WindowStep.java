package io.twinbit.nn.lower;

import io.twinbit.nn.tensor.ElementType;

/** Steps on neighbouring cells of images (n, h, w, c), without weights. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface WindowStep extends Step {
    /**
     * AVERAGE_POOL_2D: mean of the cells inside the image, half away from zero, clamped.
     *
     * @param type of input and output: int8 or int16
     * @param wraps whether sums are int16
     */
    record AveragePool2d(
            Operand input, ElementType type, Window window, boolean wraps, int min, int max, int output)
            implements WindowStep {
        @Override
        public int accumulators() {
            return window.outC();
        }
    }

    /**
     * MAX_POOL_2D: greatest of the cells inside the image, clamped.
     *
     * @param type of input and output: int8 or int16
     */
    record MaxPool2d(Operand input, ElementType type, Window window, int min, int max, int output)
            implements WindowStep {
        @Override
        public int accumulators() {
            return window.outC();
        }
    }

    /**
     * RESIZE_BILINEAR of int8: each output is the mean of four inputs, weighted by how near they are. Places in the input
     * have 10 bits of fraction: output row y lies at {@code y * rows.scale + rows.offset}.
     *
     * @param halfUp whether the mean is rounded half up; else half away from zero
     */
    record ResizeBilinear(Operand input, int batches, Axis rows, Axis columns, int channels, boolean halfUp, int output)
            implements WindowStep {}

    /**
     * RESIZE_NEAREST_NEIGHBOR: output row y is the input's at {@code rows[y]}, column x at {@code columns[x]} of it.
     *
     * @param imageBytes of one of the input's images
     * @param rows in bytes from the image's beginning
     * @param columns in bytes from the row's beginning
     */
    record ResizeNearest(
            Operand input, int batches, int imageBytes, int[] rows, int[] columns, int pixelBytes, int output)
            implements WindowStep {}

    /** How the rows, or columns, of an output lie among the {@code in} of the input. */
    record Axis(int in, int out, int scale, int offset) {
        /** One row. */
        public static final int ONE = 1 << 10;

        /** The place of row {@code i} of the output, which may lie outside of the input. */
        public int place(int i) {
            return i * scale + offset;
        }

        /** The row of the input at or before a place, or the first. */
        public int before(int place) {
            return Math.max(place / ONE, 0);
        }

        /** The row of the input at or after a place, or the last. */
        public int after(int place) {
            return Math.min((place + ONE - 1) / ONE, in - 1);
        }
    }
}
