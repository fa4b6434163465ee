package io.twinbit.nn.lower;

/**
 * A tensor that keeps its content from one inference to the next, at a place of its own.
 *
 * @param fill what every byte of it holds before the first inference
 */
public record Variable(Slot slot, byte fill) {}
