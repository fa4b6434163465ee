package io.twinbit.link.recording;

import java.nio.file.Path;

/** A recording that cannot be read on; names the file, the place in it and what is wrong there. */
public final class MalformedRecordingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param place as {@code byte 1024} or {@code line 17} */
    MalformedRecordingException(Path file, String place, String reason) {
        super(file + ", " + place + ": " + reason);
    }
}
