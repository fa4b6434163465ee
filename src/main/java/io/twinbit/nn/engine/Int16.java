package io.twinbit.nn.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Elements of int16, little-endian, in an array of bytes. */
final class Int16 {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private Int16() {}

    static short get(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at);
    }

    static void put(byte[] bytes, int at, int value) {
        SHORTS.set(bytes, at, (short) value);
    }

    /** Copies {@code count} elements from {@code bytes[at]} on. */
    static void copy(byte[] bytes, int at, short[] to, int first, int count) {
        for (int i = 0; i < count; i++) {
            to[first + i] = get(bytes, at + 2 * i);
        }
    }
}
