package io.twinbit.nn.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Signed integers of 1, 2 or 4 bytes, little-endian, in an array of bytes. */
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
}
