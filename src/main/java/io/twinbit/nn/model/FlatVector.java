package io.twinbit.nn.model;

import java.nio.charset.StandardCharsets;

/** A vector of a {@link FlatBuffer} whose whole extent is known to lie in the file; {@code position} is element 0. */
record FlatVector(FlatBuffer file, String name, int position, int length, int elementBytes) {
    private static final int MAX_TEXT_BYTES = 512;

    int int32(int i) {
        return file.int32(at(i), name);
    }

    long int64(int i) {
        return file.int64(at(i), name);
    }

    float float32(int i) {
        return file.float32(at(i), name);
    }

    /** Element {@code i} of a vector of tables, called {@code label i}. */
    FlatTable table(int i, String label) {
        String what = label + " " + i;
        return FlatTable.at(file, file.follow(at(i), what), what);
    }

    int[] ints() {
        int[] ints = new int[length];
        for (int i = 0; i < length; i++) {
            ints[i] = int32(i);
        }
        return ints;
    }

    /** UTF-8, with control characters (a terminal would obey them) shown as {@code ?}; what is very long is cut. */
    String text() {
        byte[] bytes = file.copy(position, Math.min(length, MAX_TEXT_BYTES), name);
        return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    }

    private long at(int i) {
        return position + (long) i * elementBytes;
    }
}
