package io.twinbit.nn.graph;

import java.util.List;

/** One operator applied to tensors, which are indices into {@link Graph#tensors}; an absent optional input is -1. */
public record Node(Op op, List<Integer> inputs, List<Integer> outputs) {
    public static final int ABSENT = -1;

    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
