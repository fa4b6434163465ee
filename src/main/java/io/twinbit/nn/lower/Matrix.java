package io.twinbit.nn.lower;

/**
 * Rows of weights and what is done with their products: output {@code u} of a row of inputs x is
 * {@code stage(bias[u] + sum over i of weights[u][i] * x[i])}, the sum in wrapping int32. The zero point of x is folded
 * into the biases: {@code bias[u] = b[u] - zeroPoint * sum of weights[u]}, exact modulo 2^32.
 *
 * @param weights (units, depth), int8
 */
@SuppressWarnings("ArrayRecordComponent")
public record Matrix(byte[] weights, int units, int depth, int[] bias, OutputStage stage) {}
