package io.twinbit.nn.lower;

import java.util.List;

/** Steps that only move bytes. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface LayoutStep extends Step {
    /** A tensor's bytes as they are. */
    record Copy(Operand input, int bytes, int output) implements LayoutStep {}

    /**
     * PAD: fills the output, then puts the input inside.
     *
     * @param dims of the input; the innermost is contiguous in both
     * @param outStrides steps of these in the output, in elements
     * @param start where in the output the input's first element goes
     * @param outElements of the output
     * @param value of the padding
     */
    record Pad(Operand input, int[] dims, int[] outStrides, int start, int outElements, byte value, int output)
            implements LayoutStep {}

    /**
     * CONCATENATION of int8 tensors with one quantization.
     *
     * @param rows how often one piece of each input follows another
     * @param pieceBytes bytes of each input's piece
     */
    record Concatenation(List<Operand> inputs, int rows, int[] pieceBytes, int output) implements LayoutStep {}
}
