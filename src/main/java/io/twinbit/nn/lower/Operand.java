package io.twinbit.nn.lower;

/** Where a step reads a tensor: in the arena, or in a constant that travels with the program. */
public sealed interface Operand {
    record InArena(int offset) implements Operand {}

    /** Little-endian elements, row-major; never written. */
    @SuppressWarnings("ArrayRecordComponent")
    record Literal(byte[] bytes) implements Operand {}
}
