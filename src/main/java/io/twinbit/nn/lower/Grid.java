package io.twinbit.nn.lower;

/**
 * Where the pixels of a window's output go, in elements: pixel (n, y, x) is written from
 * {@code start + n * imageStride + y * rowStride + x * pixelStride} on.
 */
public record Grid(int start, int imageStride, int rowStride, int pixelStride) {
    /** One pixel after the other. */
    static Grid dense(Window window) {
        int row = window.outW() * window.outC();
        return new Grid(0, window.outH() * row, row, window.outC());
    }
}
