package io.twinbit.nn.lower;

import io.twinbit.nn.tensor.ElementType;

/**
 * Rows of weights and what is done with their products: output {@code u} of a row of inputs x is
 * {@code stage(bias[u] + sum over i of weights[u][i] * x[i])}, the sum in 64 bits or in wrapping int32, as the stage is
 * wide or not. The zero point of x is folded into the biases: {@code bias[u] = b[u] - zeroPoint * sum of weights[u]},
 * exact modulo 2^32.
 *
 * @param weights (units, depth), one a byte
 * @param weightsType int8, or int4 when every weight is in -8 to 7 and the file packs two in a byte
 * @param bias of int32 unless the stage is wide
 */
@SuppressWarnings("ArrayRecordComponent")
public record Matrix(byte[] weights, ElementType weightsType, int units, int depth, long[] bias, OutputStage stage) {}
