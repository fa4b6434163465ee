package io.twinbit.nn.lower;

/**
 * How the elements of two or three operands meet: the output has {@code dims}, row-major and contiguous; one step along
 * dimension d is {@code strides[k][d]} elements in operand k, 0 where that operand is repeated. Dimensions that run
 * together are merged, so equal shapes are one dimension with strides 1. At least one dimension.
 */
@SuppressWarnings("ArrayRecordComponent")
public record Broadcast(int[] dims, int[][] strides) {}
