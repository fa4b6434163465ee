package io.twinbit.nn.model;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Op;

/** Options of {@link MatrixOp}s. */
final class MatrixOptions {
    private static final String QUANTIZED_BIAS_TYPE = "quantized_bias_type";

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
                options.int8(6, QUANTIZED_BIAS_TYPE) == INT32);
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

    static Op fullyConnected(Options options, Activation activation) {
        return options.int8(1, "weights_format") == 0
                ? new MatrixOp.FullyConnected(
                        options.bool(2, "keep_num_dims"), activation, options.int8(4, QUANTIZED_BIAS_TYPE) == INT32)
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
