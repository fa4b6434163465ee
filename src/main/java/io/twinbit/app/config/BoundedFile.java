package io.twinbit.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a whole file that is not expected to be large, and fails with its path if it is. */
final class BoundedFile {
    private BoundedFile() {}

    static byte[] read(Path file, int maxBytes) throws IOException {
        byte[] bytes = readAtMost(file, maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new FileSystemException(file.toString(), null, "larger than " + maxBytes + " bytes, the most that is read");
        }
        return bytes;
    }

    /** UTF-8; anything else is an error. */
    static String readText(Path file, int maxBytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(read(file, maxBytes));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new FileSystemException(file.toString(), null, "found bytes that are not UTF-8");
        }
    }

    private static byte[] readAtMost(Path file, int bytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(bytes);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) { // "Is a directory": without the path
            throw new FileSystemException(file.toString(), null, e.getMessage());
        }
    }
}
