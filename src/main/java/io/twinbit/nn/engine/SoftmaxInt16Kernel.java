package io.twinbit.nn.engine;

import io.twinbit.nn.lower.ReductionStep;

/**
 * SOFTMAX of int16: exponentials and the reciprocal of their sum by interpolation in tables. Equals {@code SoftmaxInt16}
 * of {@code reference/softmax.h}.
 */
final class SoftmaxInt16Kernel {
    private SoftmaxInt16Kernel() {}

    static void run(ReductionStep.SoftmaxInt16 step, Memory memory) {
        int rowBytes = step.depth() * Short.BYTES;
        for (int row = 0; row < step.rows(); row++) {
            int out = step.output() + row * rowBytes;
            int sum = exponentials(step, memory.of(step.input()), Memory.at(step.input()) + row * rowBytes, memory.arena(), out);
            divide(step, sum, memory.arena(), out);
        }
    }

    /** Puts the exponentials, in Q0.15, where the outputs will be; returns their sum, in Q16.15. */
    private static int exponentials(ReductionStep.SoftmaxInt16 step, byte[] in, int at, byte[] arena, int out) {
        int max = max(in, at, step.depth());
        int sum = 0;
        for (int i = 0; i < step.depth(); i++) {
            int difference = Int16.get(in, at + i * Short.BYTES) - max;
            int place = step.rounding().multiply(difference, step.factor()) + Short.MAX_VALUE;
            int exponential = interpolate(step.exponential(), saturated(place));
            Int16.put(arena, out + i * Short.BYTES, exponential);
            sum += exponential;
        }
        return sum;
    }

    private static int max(byte[] in, int at, int count) {
        int max = Short.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            max = Math.max(max, Int16.get(in, at + i * Short.BYTES));
        }
        return max;
    }

    /** The sum is brought to [1, 2) in Q1.16, whose reciprocal the table has. */
    private static void divide(ReductionStep.SoftmaxInt16 step, int sum, byte[] arena, int out) {
        int headroom = Integer.numberOfLeadingZeros(sum);
        int normal = (int) ((((long) sum << (headroom - 1)) + (1 << 13)) >> 14);
        int reciprocal = interpolate(step.reciprocal(), saturated(normal - (1 << 15) - (1 << 16)));
        int shift = 31 - headroom;
        for (int i = 0; i < step.depth(); i++) {
            long product = (long) Int16.get(arena, out + i * Short.BYTES) * reciprocal;
            int probability = (int) ((product + (1 << (shift - 1))) >> shift);
            int bounded = step.wraps() ? probability : Math.clamp(probability, 0, Short.MAX_VALUE);
            Int16.put(arena, out + i * Short.BYTES, bounded);
        }
    }

    private static int saturated(int x) {
        return Math.clamp(x, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /** Nine bits of {@code x} choose a value of the table, the other seven are the way to the next. */
    private static int interpolate(short[] table, int x) {
        int index = 256 + (x >> 7);
        int slope = (short) (table[index + 1] - table[index]);
        return (short) (table[index] + ((slope * (x & 0x7F) + 64) >> 7));
    }
}
