package io.twinbit.flow.decode;

/** A number in a binary payload, little-endian. */
public enum NumberType {
    INT16(2),
    INT32(4),
    FLOAT32(4);

    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }
}
