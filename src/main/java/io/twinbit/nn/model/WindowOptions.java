package io.twinbit.nn.model;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.WindowOp;

/** Options of {@link WindowOp}s. */
final class WindowOptions {
    private WindowOptions() {}

    static Op averagePool2d(Options options, Activation activation) {
        return new WindowOp.AveragePool2d(
                options.padding(),
                options.int32(2, "stride_h", 0),
                options.int32(1, "stride_w", 0),
                options.int32(4, "filter_height", 0),
                options.int32(3, "filter_width", 0),
                activation);
    }

    static Op maxPool2d(Options options, Activation activation) {
        return new WindowOp.MaxPool2d(
                options.padding(),
                options.int32(2, "stride_h", 0),
                options.int32(1, "stride_w", 0),
                options.int32(4, "filter_height", 0),
                options.int32(3, "filter_width", 0),
                activation);
    }

    static Op resizeBilinear(Options options, Activation activation) {
        return new WindowOp.ResizeBilinear(options.bool(2, "align_corners"), options.bool(3, "half_pixel_centers"));
    }

    static Op resizeNearestNeighbor(Options options, Activation activation) {
        return new WindowOp.ResizeNearestNeighbor(
                options.bool(0, "align_corners"), options.bool(1, "half_pixel_centers"));
    }
}
