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

    /** The content read as int32. */
    public int[] toInts() {
        int[] ints = new int[bytes.length / 4];
        Arrays.setAll(ints, this::int32);
        return ints;
    }
}
