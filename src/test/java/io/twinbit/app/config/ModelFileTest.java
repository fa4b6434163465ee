package io.twinbit.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.model.MalformedModelException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void readsANetwork() throws IOException {
        assertFalse(ModelFile.read(Path.of("demo/room-occupancy/model_int8.tflite")).nodes().isEmpty());
    }

    @Test
    void aBrokenFileIsToldByPathAndPlace() {
        Path file = Path.of("src/test/resources/malformed/013-bias-length.tflite");
        MalformedModelException e = assertThrows(MalformedModelException.class, () -> ModelFile.read(file));
        assertEquals(file + ": operator 0 CONV_2D: bias 2, 1 elements expected", e.getMessage());
    }

    @Test
    void aFileBeyondTheBoundIsNotRead() throws IOException {
        Path file = folder.resolve("huge.tflite");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(ModelFile.MAX_MODEL_BYTES + 1L);
        }
        FileSystemException e = assertThrows(FileSystemException.class, () -> ModelFile.read(file));
        assertTrue(String.valueOf(e.getMessage()).contains("huge.tflite: larger than"), e.getMessage());
    }

    @Test
    void aFolderIsToldByItsPath() {
        FileSystemException e = assertThrows(FileSystemException.class, () -> ModelFile.read(folder));
        assertTrue(String.valueOf(e.getMessage()).startsWith(folder.toString()), e.getMessage());
    }
}
