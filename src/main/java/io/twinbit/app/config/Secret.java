package io.twinbit.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where a password or the like is: read anew each time that it is needed, so that a changed one is used without a restart,
 * and kept in no value that might be logged. A line end after it is no part of it.
 */
public record Secret(Path file) {
    private static final int MAX_SECRET_BYTES = 1 << 16;

    /** The secret itself, for whoever has to present it. */
    public byte[] reveal() throws IOException {
        return BoundedFile.readText(file, MAX_SECRET_BYTES).stripTrailing().getBytes(StandardCharsets.UTF_8);
    }
}
