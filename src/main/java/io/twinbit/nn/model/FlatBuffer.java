package io.twinbit.nn.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A FlatBuffers file under suspicion: little-endian reads at byte positions, each checked against the file's end.
 *
 * <p>Tables and vectors may be named from many places, so a small file can describe far more than it holds. What is
 * read is therefore charged to a budget of {@value #BUDGET_PER_BYTE} bytes for each byte of the file (a file whose parts
 * stand once is read with 3).
 */
final class FlatBuffer {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BUDGET_PER_BYTE = 8;

    private final byte[] bytes;
    private long budgetBytes;

    FlatBuffer(byte[] bytes) {
        this.bytes = bytes;
        this.budgetBytes = (long) bytes.length * BUDGET_PER_BYTE;
    }

    int size() {
        return bytes.length;
    }

    byte int8(long position, String what) {
        return bytes[checked(position, 1, what)];
    }

    int uint16(long position, String what) {
        return Short.toUnsignedInt((short) SHORTS.get(bytes, checked(position, 2, what)));
    }

    int int32(long position, String what) {
        return (int) INTS.get(bytes, checked(position, 4, what));
    }

    long uint32(long position, String what) {
        return Integer.toUnsignedLong(int32(position, what));
    }

    long int64(long position, String what) {
        return (long) LONGS.get(bytes, checked(position, 8, what));
    }

    float float32(long position, String what) {
        return Float.intBitsToFloat(int32(position, what));
    }

    /** Follows the unsigned relative offset that stands at {@code position}. */
    int follow(long position, String what) {
        long target = position + uint32(position, what);
        if (target == position) {
            throw malformed(position, what + " points at itself");
        }
        return checked(target, 4, what);
    }

    byte[] copy(long position, long length, String what) {
        if (length < 0) {
            throw malformed(position, what + ": length " + Long.toUnsignedString(length));
        }
        int from = checked(position, length, what);
        byte[] copy = new byte[(int) length];
        System.arraycopy(bytes, from, copy, 0, copy.length);
        return copy;
    }

    /** {@code position} as an int, if {@code length} bytes from there lie in the file. */
    int checked(long position, long length, String what) {
        if (position < 0 || length > bytes.length || position > bytes.length - length) {
            throw malformed(position, what + ": " + length + " bytes from here do not fit in the file of "
                    + bytes.length + " bytes");
        }
        budgetBytes -= length;
        if (budgetBytes < 0) {
            throw malformed(position, what + " is named so often that the network described is more than "
                    + BUDGET_PER_BYTE + " times the file's " + bytes.length + " bytes");
        }
        return (int) position;
    }

    static MalformedModelException malformed(long position, String what) {
        return new MalformedModelException("byte " + position, what);
    }
}
