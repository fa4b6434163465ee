package io.twinbit.nn.engine;

import io.twinbit.nn.fixed.FixedPoint;
import io.twinbit.nn.fixed.Transcendental;
import io.twinbit.nn.lower.BroadcastStep;

/** One row of quantized numbers: places and strides in bytes, a stride 0 where an operand is repeated. */
final class BroadcastRow {
    private BroadcastRow() {}

    static void sum(
            BroadcastStep.Sum step, byte[] inA, int a, int strideA, byte[] inB, int b, int strideB, byte[] arena, int out,
            int count) {
        int width = step.width();
        for (int i = 0; i < count; i++) {
            int x = step.stageA().apply(Elements.get(inA, a + i * strideA, width));
            int y = step.stageB().apply(Elements.get(inB, b + i * strideB, width));
            Elements.put(arena, out + i * width, width, step.stage().apply(x + step.sign() * y, 0));
        }
    }

    static void squaredDifference(
            BroadcastStep.SquaredDifference step, byte[] inA, int a, int strideA, byte[] inB, int b, int strideB,
            byte[] arena, int out, int count) {
        int width = step.width();
        for (int i = 0; i < count; i++) {
            int x = step.stageA().apply(Elements.get(inA, a + i * strideA, width));
            int y = step.stageB().apply(Elements.get(inB, b + i * strideB, width));
            int square = (x - y) * (x - y);
            Elements.put(arena, out + i * width, width, step.stage().apply(square, 0));
        }
    }

    static void mul(
            BroadcastStep.Mul step, byte[] inA, int a, int strideA, byte[] inB, int b, int strideB, byte[] arena, int out,
            int count) {
        int width = step.width();
        for (int i = 0; i < count; i++) {
            int x = Elements.get(inA, a + i * strideA, width) - step.zeroPointA();
            int y = Elements.get(inB, b + i * strideB, width) - step.zeroPointB();
            int product = x * y;
            Elements.put(arena, out + i * width, width, step.stage().apply(product, 0));
        }
    }

    static void prelu(
            BroadcastStep.Prelu step, byte[] inA, int a, int strideA, byte[] inB, int b, int strideB, byte[] arena,
            int out, int count) {
        int width = step.width();
        for (int i = 0; i < count; i++) {
            int x = Elements.get(inA, a + i * strideA, width) - step.zeroPointA();
            int below = x * (inB[b + i * strideB] - step.zeroPointB());
            int result = x >= 0 ? step.above().apply(x, 0) : step.below().apply(below, 0);
            Elements.put(arena, out + i * width, width, result);
        }
    }

    static void compare(
            BroadcastStep.Compare step, byte[] inA, int a, int strideA, byte[] inB, int b, int strideB, byte[] arena,
            int out, int count) {
        for (int i = 0; i < count; i++) {
            int x = step.stageA().apply(inA[a + i * strideA]);
            int y = step.stageB().apply(inB[b + i * strideB]);
            boolean holds = x < y ? step.less() : x == y ? step.equal() : step.greater();
            arena[out + i] = (byte) (holds ? 1 : 0);
        }
    }

    static void div(
            BroadcastStep.Div step, byte[] inA, int a, int strideA, byte[] inB, int b, int strideB, byte[] arena, int out,
            int count) {
        for (int i = 0; i < count; i++) {
            int x = inA[a + i * strideA] - step.zeroPointA();
            int y = inB[b + i * strideB] - step.zeroPointB();
            int quotient = quotient(step, y < 0 ? -x : x, Math.abs(y)) + step.zeroPoint();
            arena[out + i] = (byte) Math.clamp(quotient, step.min(), step.max());
        }
    }

    /** {@code x / y * factor}, y positive: both brought to 31 bits, the divisor as its reciprocal ({@code div.h}). */
    private static int quotient(BroadcastStep.Div step, int x, int y) {
        int headroomY = Integer.numberOfLeadingZeros(y);
        int reciprocal = Transcendental.oneOverOnePlus((y << headroomY) + Integer.MIN_VALUE);
        int headroomX = Integer.numberOfLeadingZeros(x < 0 ? ~x : x) - 1;
        int unscaled = FixedPoint.doublingHighMul(x << headroomX, reciprocal);
        int shift = step.factor().shift() - (31 - headroomY) - headroomX;
        return shift >= -31
                ? step.rounding().multiply(unscaled, step.factor().mantissa(), shift)
                : beyond(FixedPoint.doublingHighMul(unscaled, step.factor().mantissa()), -shift);
    }

    /**
     * What {@code RoundingDivideByPOT} of gemmlowp gives for exponents above 31 on machines that shift by the exponent
     * modulo 32, which C leaves open: its mask is all ones, so that whatever is not negative is rounded up. A dividend of
     * zero gets there with ordinary scales, and is 1 on every machine.
     */
    private static int beyond(int x, int exponent) {
        return (x >> (exponent & 31)) + (x >= 0 ? 1 : 0);
    }
}
