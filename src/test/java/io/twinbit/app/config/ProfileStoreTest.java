package io.twinbit.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.device.ProfileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileStoreTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void everyProfileOfTheFolderIsThereAndValid() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("device-profiles"))) {
            assertEquals(files.count(), ProfileStore.names().size());
        }
        assertTrue(ProfileStore.names().contains("tflm-reference"));
        for (String name : ProfileStore.names()) {
            assertEquals(name, ProfileStore.find(name).name());
        }
    }

    @Test
    void aFileOfOnesOwn() throws IOException {
        Path file = Files.copy(Path.of("device-profiles/tflm-reference.toml"), folder.resolve("my-board.toml"));
        assertEquals("my-board", ProfileStore.find(file.toString()).name());
    }

    @Test
    void anUnknownNameIsToldTheKnownOnes() {
        ProfileException e = assertThrows(ProfileException.class, () -> ProfileStore.find("stm33"));
        assertTrue(String.valueOf(e.getMessage()).contains("'stm33'; there are "), e.getMessage());
    }

    @Test
    void aMissingFileIsAMissingFile() {
        assertThrows(NoSuchFileException.class, () -> ProfileStore.find(folder + "/none.toml"));
    }
}
