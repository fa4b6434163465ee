package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Multiplier;
import io.twinbit.nn.fixed.Rounding;
import java.util.List;

/**
 * Steps on elements of several tensors. {@code width} is the bytes of an element of the operands and of the output,
 * signed and little-endian: 1, 2 or 4.
 */
public sealed interface BroadcastStep extends Step {
    int width();

    /** Steps on pairs of elements. */
    sealed interface Pairs extends BroadcastStep {
        Operand a();

        Operand b();

        /** How the operands' elements meet. */
        Broadcast broadcast();
    }

    /** ADD and SUB: {@code stage(a' + sign * b')}, of what the input stages give; sign is 1 or -1. */
    record Sum(
            Operand a, Operand b, Broadcast broadcast, int width, InputStage stageA, InputStage stageB, int sign,
            OutputStage stage, int output)
            implements Pairs {}

    /** SQUARED_DIFFERENCE: {@code stage((a' - b')^2)}. */
    record SquaredDifference(
            Operand a, Operand b, Broadcast broadcast, int width, InputStage stageA, InputStage stageB,
            OutputStage stage, int output)
            implements Pairs {}

    /** MUL: {@code stage((a - zeroPointA) * (b - zeroPointB))}. */
    record Mul(
            Operand a, Operand b, Broadcast broadcast, int width, int zeroPointA, int zeroPointB, OutputStage stage,
            int output)
            implements Pairs {}

    /**
     * DIV of int8: {@code clamp((a - zeroPointA) / (b - zeroPointB) * factor + zeroPoint, min, max)}, by the divisor's
     * reciprocal. A divisor of zero counts as the runtime's integer code takes it, without meaning.
     */
    record Div(
            Operand a, Operand b, Broadcast broadcast, int zeroPointA, int zeroPointB, Rounding rounding,
            Multiplier factor, int zeroPoint, int min, int max, int output)
            implements Pairs {
        @Override
        public int width() {
            return 1;
        }
    }

    /**
     * PRELU: {@code above(a - zeroPointA)} where that is not negative, else {@code below} of it times the int8 slope
     * {@code b - zeroPointB}.
     */
    record Prelu(
            Operand a, Operand b, Broadcast broadcast, int width, int zeroPointA, int zeroPointB, OutputStage above,
            OutputStage below, int output)
            implements Pairs {}

    /** Comparisons of int8 to one byte of 0 or 1: {@code less}, {@code equal} or {@code greater}, as a' is to b'. */
    record Compare(
            Operand a, Operand b, Broadcast broadcast, InputStage stageA, InputStage stageB, boolean less, boolean equal,
            boolean greater, int output)
            implements Pairs {
        @Override
        public int width() {
            return 1;
        }
    }

    /** On integers as they are, which wrap; the result is clamped to {@code [min, max]}. */
    record Plain(
            Operand a, Operand b, Broadcast broadcast, int width, Function function, int min, int max, int output)
            implements Pairs {}

    /** What {@link Plain} computes. */
    enum Function {
        SUM,
        DIFFERENCE,
        SQUARED_DIFFERENCE,
        PRODUCT,
        MAXIMUM,
        MINIMUM
    }

    /** SELECT_V2: a where the byte of the condition, operand 2 of the broadcast, is not 0, else b. */
    record Select(Operand a, Operand b, Operand condition, Broadcast broadcast, int width, int output)
            implements Pairs {}

    /** ADD_N of int8, whose inputs share a quantization: {@code stage(start + sum of all x')}. */
    record AddN(List<Operand> inputs, int elements, InputStage input, int start, OutputStage stage, int output)
            implements BroadcastStep {
        @Override
        public int width() {
            return 1;
        }
    }
}
