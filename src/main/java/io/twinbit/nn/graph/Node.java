package io.twinbit.nn.graph;

import java.util.List;

/**
 * One operator applied to tensors, which are indices into {@link Graph#tensors}; an absent optional input is -1.
 *
 * @param intermediates tensors that carry no more than the quantization of what an LSTM computes inside; other runtimes
 *     look at them, the kernels of TensorFlow Lite Micro do not
 */
public record Node(Op op, List<Integer> inputs, List<Integer> outputs, List<Integer> intermediates) {
    public static final int ABSENT = -1;

    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        intermediates = List.copyOf(intermediates);
    }

    public Node(Op op, List<Integer> inputs, List<Integer> outputs) {
        this(op, inputs, outputs, List.of());
    }
}
