package io.twinbit.nn.graph;

/** How a window meets the border: SAME pads so that {@code out = ceil(in / stride)}, VALID does not pad. */
public enum Padding {
    SAME,
    VALID
}
