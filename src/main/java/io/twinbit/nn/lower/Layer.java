package io.twinbit.nn.lower;

import io.twinbit.nn.tensor.TensorSpec;
import java.util.List;

/**
 * The operator of the network that a {@link Step} comes from, for people; no back end computes with it.
 *
 * @param node its number in the graph; -1 for a constant that is an output of the network
 * @param operator as the field calls it: {@code CONV_2D}
 * @param inputs those in the arena, in the operator's order
 * @param constants the other inputs, in the same order
 * @param outputs in the operator's order
 */
public record Layer(
        int node, String operator, List<Slot> inputs, List<TensorSpec> constants, List<Slot> outputs) {
    public Layer {
        inputs = List.copyOf(inputs);
        constants = List.copyOf(constants);
        outputs = List.copyOf(outputs);
    }
}
