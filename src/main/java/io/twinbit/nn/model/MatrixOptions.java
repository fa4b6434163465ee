package io.twinbit.nn.model;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Op;

/** Options of {@link MatrixOp}s. */
final class MatrixOptions {
    private static final int BIAS = 2;

    /** The schema's number of the element type. */
    private static final int INT32 = 2;

    private MatrixOptions() {}

    static Op conv2d(Options options, Activation activation) {
        return new MatrixOp.Conv2d(
                options.padding(),
                options.int32(2, "stride_h", 0),
                options.int32(1, "stride_w", 0),
                options.int32(5, "dilation_h_factor", 1),
                options.int32(4, "dilation_w_factor", 1),
                activation,
                int32Sums(options, 6));
    }

    static Op depthwiseConv2d(Options options, Activation activation) {
        return new MatrixOp.DepthwiseConv2d(
                options.padding(),
                options.int32(2, "stride_h", 0),
                options.int32(1, "stride_w", 0),
                options.int32(6, "dilation_h_factor", 1),
                options.int32(5, "dilation_w_factor", 1),
                options.int32(3, "depth_multiplier", 0),
                activation);
    }

    /** Counts where there is no bias that says it itself. */
    private static boolean int32Sums(Options options, int field) {
        return !options.hasInput(BIAS) && options.int8(field, "quantized_bias_type") == INT32;
    }

    static Op fullyConnected(Options options, Activation activation) {
        return options.int8(1, "weights_format") == 0
                ? new MatrixOp.FullyConnected(
                        options.bool(2, "keep_num_dims"), activation, int32Sums(options, 4))
                : options.unsupported("with shuffled weights");
    }

    static Op transposeConv(Options options, Activation activation) {
        return new MatrixOp.TransposeConv(
                options.padding(), options.int32(2, "stride_h", 0), options.int32(1, "stride_w", 0), activation);
    }

    static Op batchMatmul(Options options, Activation activation) {
        return new MatrixOp.BatchMatmul(options.bool(0, "adj_x"), options.bool(1, "adj_y"));
    }
}
