package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Multiplier;

/** Steps on pairs of elements. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface BroadcastStep extends Step {
    Operand a();

    Operand b();

    /** How the operands' elements meet. */
    Broadcast broadcast();

    /** ADD: {@code stage(a' + b')}, {@code x' = ((x - zeroPoint) << leftShift) * factor}. */
    record Add(
            Operand a, Operand b, Broadcast broadcast, int leftShift, int zeroPointA, Multiplier factorA,
            int zeroPointB, Multiplier factorB, OutputStage stage, int output)
            implements BroadcastStep {}

    /** MUL: {@code stage((a - zeroPointA) * (b - zeroPointB))}. */
    record Mul(Operand a, Operand b, Broadcast broadcast, int zeroPointA, int zeroPointB, OutputStage stage, int output)
            implements BroadcastStep {}
}
