package io.twinbit.nn.model;

import org.jspecify.annotations.Nullable;

/**
 * A table of a {@link FlatBuffer}: fields by number, found through the table's own list of offsets (vtable). An absent
 * field has its default.
 *
 * @param name what it is, for messages: {@code tensor 5}
 * @param position of the table's first byte
 * @param tableBytes size of the table; a field must lie inside
 */
record FlatTable(FlatBuffer file, String name, int position, int vtable, int vtableBytes, int tableBytes) {
    static final int LENGTH_BYTES = 4;

    static FlatTable at(FlatBuffer file, int position, String name) {
        String what = "vtable of " + name;
        long vtable = (long) position - file.int32(position, name);
        int vtableBytes = file.uint16(vtable, what);
        int tableBytes = file.uint16(vtable + 2, what);
        if (vtableBytes < 4 || vtableBytes % 2 != 0 || tableBytes < 4) {
            throw FlatBuffer.malformed(vtable, what + " says " + vtableBytes + " bytes for itself and " + tableBytes
                    + " for the table; at least 4 and an even number expected");
        }
        file.checked(vtable, vtableBytes, what);
        file.checked(position, tableBytes, name);
        return new FlatTable(file, name, position, (int) vtable, vtableBytes, tableBytes);
    }

    int int8(int field, String what, int absent) {
        int at = find(field, 1, what);
        return at == 0 ? absent : file.int8(at, what);
    }

    boolean bool(int field, String what, boolean absent) {
        return int8(field, what, absent ? 1 : 0) != 0;
    }

    int int32(int field, String what, int absent) {
        int at = find(field, 4, what);
        return at == 0 ? absent : file.int32(at, what);
    }

    long uint32(int field, String what) {
        return Integer.toUnsignedLong(int32(field, what, 0));
    }

    long int64(int field, String what) {
        int at = find(field, 8, what);
        return at == 0 ? 0 : file.int64(at, what);
    }

    float float32(int field, String what) {
        int at = find(field, 4, what);
        return at == 0 ? 0 : file.float32(at, what);
    }

    @Nullable FlatTable table(int field, String what) {
        int at = find(field, 4, what);
        return at == 0 ? null : at(file, file.follow(at, label(what)), label(what));
    }

    String string(int field, String what) {
        return vector(field, what, 1).text();
    }

    /** A vector of elements of {@code elementBytes}; empty where the field is absent. */
    FlatVector vector(int field, String what, int elementBytes) {
        int at = find(field, 4, what);
        if (at == 0) {
            return new FlatVector(file, label(what), 0, 0, elementBytes);
        }
        int start = file.follow(at, label(what));
        long length = file.uint32(start, label(what));
        file.checked((long) start + LENGTH_BYTES, length * elementBytes, label(what) + " with " + length + " elements");
        return new FlatVector(file, label(what), start + LENGTH_BYTES, (int) length, elementBytes);
    }

    MalformedModelException malformed(String what) {
        return new MalformedModelException(name + " (byte " + position + ")", what);
    }

    /** Position of a field of {@code bytes}, or 0 where it is absent. */
    private int find(int field, int bytes, String what) {
        int entry = 4 + 2 * field;
        if (entry + 2 > vtableBytes) {
            return 0;
        }
        int offset = file.uint16(vtable + entry, "vtable of " + name);
        if (offset == 0) {
            return 0;
        }
        if (offset < 4 || offset + bytes > tableBytes) {
            throw malformed("field '" + what + "' at offset " + offset + " lies outside the table of " + tableBytes
                    + " bytes");
        }
        return position + offset;
    }

    private String label(String what) {
        return what + " of " + name;
    }
}
