package io.twinbit.nn.emit;

/**
 * What a step of an exported network is and takes.
 *
 * @param operator its number in the network; -1 for a constant that is an output
 * @param kind as the field calls it: {@code CONV_2D}
 * @param output name of the tensor that it writes
 * @param kernel the C function, without prefix
 * @param constantBytes its weights, biases, factors and tables; what it shares with a step before it counts there
 * @param arenaBytes its inputs and outputs in the arena or the state
 * @param scratchBytes working space of the kernel
 */
public record ExportedLayer(
        int step, int operator, String kind, String output, String kernel, int constantBytes, int arenaBytes,
        int scratchBytes) {}
