package io.twinbit.nn.engine;

import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.tensor.TensorSpec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** An input or output of an {@link Interpreter}, in place in its arena: row-major elements, no copy, no allocation. */
public final class TensorView {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOATS = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] arena;
    private final Slot slot;
    private final int bytes;

    TensorView(byte[] arena, Slot slot) {
        this.arena = arena;
        this.slot = slot;
        this.bytes = slot.spec().bytes();
    }

    public TensorSpec spec() {
        return slot.spec();
    }

    public int elements() {
        return slot.spec().shape().elements();
    }

    /** Element {@code i} of an int8 tensor. */
    public byte int8(int i) {
        return arena[slot.offset() + i];
    }

    public void setInt8(int i, byte value) {
        arena[slot.offset() + i] = value;
    }

    public short int16(int i) {
        return (short) SHORTS.get(arena, slot.offset() + 2 * i);
    }

    public int int32(int i) {
        return (int) INTS.get(arena, slot.offset() + 4 * i);
    }

    public float float32(int i) {
        return (float) FLOATS.get(arena, slot.offset() + 4 * i);
    }

    public void setFloat32(int i, float value) {
        FLOATS.set(arena, slot.offset() + 4 * i, value);
    }

    /** Copies the tensor's bytes, as many as {@link TensorSpec#bytes}, from {@code source}. */
    public void write(byte[] source, int offset) {
        System.arraycopy(source, offset, arena, slot.offset(), bytes);
    }

    /** Copies the tensor's bytes to {@code target}. */
    public void read(byte[] target, int offset) {
        System.arraycopy(arena, slot.offset(), target, offset, bytes);
    }
}
