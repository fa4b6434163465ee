package io.twinbit.nn.lower;

import io.twinbit.nn.tensor.TensorSpec;

/**
 * A tensor in the arena: an input, an output or an intermediate of a {@link Program}.
 *
 * @param tensor index of the tensor in the graph, for comparison with others' dumps
 * @param offset of its first byte in the arena
 */
public record Slot(int tensor, TensorSpec spec, int offset) {}
