package io.twinbit.nn.graph;

/** How a window meets the border: SAME pads so that {@code out = ceil(in / stride)}, VALID does not pad. */
public enum Padding {
    SAME,
    VALID;

    /** Extent of a window of {@code window} cells that lie {@code dilation} apart. */
    public static long extent(int window, int dilation) {
        return (window - 1L) * dilation + 1;
    }

    /**
     * Windows that fit along one dimension; below 1 if none does. Equals {@code ComputeOutSize} of TensorFlow Lite Micro
     * ({@code tensorflow/lite/kernels/padding.h}).
     */
    public long outputs(int input, int window, int stride, int dilation) {
        long cells = this == SAME ? input : input - extent(window, dilation) + 1;
        return Math.ceilDiv(cells, stride);
    }
}
