package io.twinbit.nn.tensor;

/** Type of a tensor's elements, named as the field names them. {@link #bytes} is the size in memory and in raw files. */
public enum ElementType {
    INT4(0),
    INT8(1),
    UINT8(1),
    BOOL(1),
    INT16(2),
    FLOAT16(2),
    INT32(4),
    FLOAT32(4),
    INT64(8),
    FLOAT64(8);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes an element; 0 for {@link #INT4}, which packs two in a byte, low nibble first. */
    public int bytes() {
        return bytes;
    }

    /** Bytes that {@code elements} of this type take, packed. */
    public long bytesOf(long elements) {
        return this == INT4 ? (elements + 1) / 2 : Math.multiplyExact(elements, (long) bytes);
    }

    /** Lower case, as in {@code inspect} and in error messages: {@code int8}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
