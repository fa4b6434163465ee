package io.twinbit.nn.tensor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Immutable content of a tensor: little-endian elements, row-major, as in the model file. */
public final class Constant {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOATS = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;

    private Constant(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Constant of(byte[] bytes) {
        return new Constant(bytes.clone());
    }

    public int sizeBytes() {
        return bytes.length;
    }

    public byte int8(int i) {
        return bytes[i];
    }

    public short int16(int i) {
        return (short) SHORTS.get(bytes, 2 * i);
    }

    public int int32(int i) {
        return (int) INTS.get(bytes, 4 * i);
    }

    public long int64(int i) {
        return (long) LONGS.get(bytes, 8 * i);
    }

    public float float32(int i) {
        return (float) FLOATS.get(bytes, 4 * i);
    }

    /** The content as a new array of bytes, which for int8 are the elements. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The first {@code count} elements of int4, two in a byte, low nibble first, one a byte. */
    public byte[] toInt4s(int count) {
        byte[] elements = new byte[count];
        for (int i = 0; i < count; i++) {
            int nibble = i % 2 == 0 ? bytes[i / 2] << 4 : bytes[i / 2];
            elements[i] = (byte) ((byte) nibble >> 4);
        }
        return elements;
    }

    /** The content read as int32. */
    public int[] toInts() {
        int[] ints = new int[bytes.length / 4];
        Arrays.setAll(ints, this::int32);
        return ints;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Constant c && Arrays.equals(bytes, c.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
