package io.twinbit.nn.lower;

import java.util.List;

/**
 * A network made ready for one arithmetic: steps in order, every number final, every tensor at its place in one arena.
 * Back ends run it or spell it; they compute no number of their own.
 *
 * <p>Tensors share memory when they are not needed at the same time: an input holds what was put there only until the
 * step that reads it last.
 *
 * @param inputs of the network, in the file's order
 * @param outputs of the network, in the file's order
 * @param variables the network's state, which no other tensor's memory touches: the arena's first {@code stateBytes}. In
 *     the order in which steps and then outputs meet it, which is the same in all networks of an {@code arithmeticId};
 *     what nobody reads comes last
 * @param stateBytes what the variables take, a multiple of the arena's alignment
 * @param slots every tensor in the arena, by its index in the graph
 * @param layers for each step where it comes from, for people
 * @param written for each step the tensors that have their content after it: those it writes, variables among
 *     them, and those that are the same memory under another shape
 * @param arena where the tensors lie over time
 * @param weightsBytes what the weights take in flash, without biases and multipliers
 * @param macs multiplications of a weight with an input in one inference
 * @param arithmeticId {@link Identity} of all that decides the output bits
 */
public record Program(
        List<Step> steps,
        List<Slot> inputs,
        List<Slot> outputs,
        List<Variable> variables,
        int stateBytes,
        List<Slot> slots,
        List<Layer> layers,
        List<List<Slot>> written,
        Arena arena,
        long weightsBytes,
        long macs,
        String arithmeticId) {
    public Program {
        steps = List.copyOf(steps);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        variables = List.copyOf(variables);
        slots = List.copyOf(slots);
        layers = List.copyOf(layers);
        written = written.stream().map(List::copyOf).toList();
    }

    /** Size of the arena. */
    public int arenaBytes() {
        return arena.bytes();
    }
}
