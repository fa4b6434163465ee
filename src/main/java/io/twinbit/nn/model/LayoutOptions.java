package io.twinbit.nn.model;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.Op;

/** Options of {@link LayoutOp}s that have several. */
final class LayoutOptions {
    private LayoutOptions() {}

    static Op gather(Options options, Activation activation) {
        return new LayoutOp.Gather(options.int32(0, "axis", 0), options.int32(1, "batch_dims", 0));
    }

    static Op stridedSlice(Options options, Activation activation) {
        return new LayoutOp.StridedSlice(
                options.int32(0, "begin_mask", 0),
                options.int32(1, "end_mask", 0),
                options.int32(2, "ellipsis_mask", 0),
                options.int32(3, "new_axis_mask", 0),
                options.int32(4, "shrink_axis_mask", 0),
                options.bool(5, "offset"));
    }

    static Op mirrorPad(Options options, Activation activation) {
        int mode = options.int8(0, "mode");
        return switch (mode) {
            case 0 -> new LayoutOp.MirrorPad(false);
            case 1 -> new LayoutOp.MirrorPad(true);
            default -> throw options.malformed("mode " + mode + ", 0 (REFLECT) or 1 (SYMMETRIC) expected");
        };
    }
}
