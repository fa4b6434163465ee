package io.twinbit.nn.lower;

/**
 * How the elements of two operands meet: the output has {@code dims}, row-major and contiguous; one step along
 * dimension i is {@code stridesA[i]} elements in operand a, 0 where a is repeated, and {@code stridesB[i]} in b.
 * Dimensions that run together are merged, so two equal shapes are one dimension with strides 1. At least one
 * dimension.
 */
@SuppressWarnings("ArrayRecordComponent")
public record Broadcast(int[] dims, int[] stridesA, int[] stridesB) {}
