package io.twinbit.nn.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Signed integers of 1, 2 or 4 bytes, little-endian, in an array of bytes: one, or many with one loop for each width. */
final class Elements {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Elements() {}

    static int get(byte[] bytes, int at, int width) {
        if (width == 1) {
            return bytes[at];
        }
        return width == 2 ? Int16.get(bytes, at) : (int) INTS.get(bytes, at);
    }

    static void put(byte[] bytes, int at, int width, int value) {
        if (width == 1) {
            bytes[at] = (byte) value;
        } else if (width == 2) {
            Int16.put(bytes, at, value);
        } else {
            INTS.set(bytes, at, value);
        }
    }

    /** The first {@code count} elements from {@code at} on, {@code stride} bytes apart, to the beginning of {@code to}. */
    static void load(byte[] bytes, int at, int stride, int width, int[] to, int count) {
        if (stride == 0) {
            Arrays.fill(to, 0, count, get(bytes, at, width));
        } else if (stride == width) {
            loadRow(bytes, at, width, to, count);
        } else {
            for (int i = 0; i < count; i++) {
                to[i] = get(bytes, at + i * stride, width);
            }
        }
    }

    /** One behind the other: the JIT compiler makes vector code of steps that it knows. */
    private static void loadRow(byte[] bytes, int at, int width, int[] to, int count) {
        if (width == 1) {
            for (int i = 0; i < count; i++) {
                to[i] = bytes[at + i];
            }
        } else if (width == 2) {
            for (int i = 0; i < count; i++) {
                to[i] = Int16.get(bytes, at + 2 * i);
            }
        } else {
            for (int i = 0; i < count; i++) {
                to[i] = (int) INTS.get(bytes, at + 4 * i);
            }
        }
    }

    /** The other way round, one element behind the other; what does not fit loses its upper bytes. */
    static void store(int[] values, byte[] bytes, int at, int width, int count) {
        if (width == 1) {
            for (int i = 0; i < count; i++) {
                bytes[at + i] = (byte) values[i];
            }
        } else if (width == 2) {
            for (int i = 0; i < count; i++) {
                Int16.put(bytes, at + 2 * i, values[i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                INTS.set(bytes, at + 4 * i, values[i]);
            }
        }
    }
}
