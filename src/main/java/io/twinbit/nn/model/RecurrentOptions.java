package io.twinbit.nn.model;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.RecurrentOp;

/** Options of {@link RecurrentOp}s. */
final class RecurrentOptions {
    private static final int TANH = 4;

    private RecurrentOptions() {}

    static Op svdf(Options options, Activation activation) {
        return new RecurrentOp.Svdf(options.int32(0, "rank", 0), activation);
    }

    static Op unidirectionalSequenceLstm(Options options, Activation activation) {
        if (options.int8(0, "fused activation") != TANH) {
            return options.unsupported("without TANH");
        }
        if (options.bool(5, "diagonal_recurrent_tensors")) {
            return options.unsupported("with diagonal recurrent tensors");
        }
        return new RecurrentOp.UnidirectionalSequenceLstm(
                options.float32(1, "cell_clip"), options.float32(2, "proj_clip"), options.bool(3, "time_major"));
    }
}
