package io.twinbit.nn.fixed;

/**
 * Logistic and hyperbolic tangent of int16 by linear interpolation in one table: entry i is {@code sigmoid(i / 24)} in
 * Q0.16; {@code tanh(x) = 2 * sigmoid(2x) - 1}, and both are symmetric. The argument is three times a number in Q3.12,
 * so that 512 steps of it are 1/24. Equals the int16 functions of {@code integer_ops/logistic.h} and {@code
 * integer_ops/tanh.h} of TensorFlow Lite.
 */
public final class SigmoidTable {
    private static final int SIZE = 256;
    private static final int STEPS_PER_UNIT = 24;
    private static final int LAST = SIZE - 1;

    /** At these entries the runtime's table ({@code sigmoid_table_uint16}) is one above the nearest integer. */
    private static final int[] ONE_ABOVE = {
        4, 8, 12, 14, 15, 16, 17, 19, 20, 21, 22, 25, 27, 28, 29, 30, 31, 33, 34, 35, 37, 39, 40, 41, 43, 44, 45, 46,
        49, 50, 54, 62, 63, 64, 66, 82, 86, 93, 100, 103, 112, 116, 135, 255
    };

    private static final char[] VALUES = values();

    private SigmoidTable() {}

    private static char[] values() {
        char[] values = new char[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = (char) Math.round((1 << 16) / (1 + StrictMath.exp(-i / (double) STEPS_PER_UNIT)));
        }
        for (int i : ONE_ABOVE) {
            values[i]++;
        }
        return values;
    }

    /** All 256 entries, for a step that carries them along. */
    public static char[] toArray() {
        return VALUES.clone();
    }

    /** {@code sigmoid} in Q0.15 of {@code x}, three times a number in Q3.12, from {@link #toArray}. */
    public static int logistic(int x, char[] table) {
        int magnitude = Math.abs(x);
        int result = interpolate(magnitude, 9, table, 0x7FFF << 10);
        int half = 1 << 9;
        return (x >= 0 ? result + half : (1 << 25) - result + half - 1) >>> 10;
    }

    /** {@code tanh} in Q0.15 of {@code x}, three times a number in Q3.12, from {@link #toArray}. */
    public static int tanh(int x, char[] table) {
        int magnitude = Math.abs(x);
        int result = interpolate(magnitude, 8, table, 0xFFFF << 8) - (1 << 23);
        int half = 1 << 7;
        return (x >= 0 ? result + half : -result + half - 1) >> 8;
    }

    /** Table entry and {@code bits} of fraction, in Q0.(16 + bits); {@code beyond} from the last entry on. */
    private static int interpolate(int magnitude, int bits, char[] table, int beyond) {
        int entry = magnitude >>> bits;
        if (entry >= LAST) {
            return beyond;
        }
        int fraction = magnitude & ((1 << bits) - 1);
        return (table[entry] << bits) + fraction * (table[entry + 1] - table[entry]);
    }
}
