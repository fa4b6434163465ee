package io.twinbit.link.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRecordingTest {
    private static final List<String> FEATURES = List.of("ax_g", "ay_g");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void columnsAreFoundByNameAndFurtherOnesLeftOut() throws IOException {
        List<String> samples = read("ay_g,note,t_ms,ax_g\n2.50,\"a, b\",0.625,0.046\n\n-1,,1700000000000.250,1e-3\n");
        assertEquals(List.of("line 2, 625 us: 0.046 2.5", "line 4, 1700000000000250 us: 0.001 -1.0"), samples);
        assertEquals("pump-7", new CsvRecording(Path.of("some", "pump-7.csv"), FEATURES).device());
    }

    @Test
    void aFileThatIsNotAsTheHeaderSaysIsRefusedWithItsLine() {
        assertRefused("", "line 1", "lacks [t_ms, ax_g, ay_g]");
        assertRefused("t_ms,ax_g\n", "line 1", "lacks [ay_g]");
        assertRefused("t_ms,ax_g,ay_g\n0,1,2\n1,2\n", "line 3", "2 values");
        assertRefused("t_ms,ax_g,ay_g\nnoon,1,2\n", "line 2", "noon");
        assertRefused("t_ms,ax_g,ay_g\n0,1,NaN\n", "line 2", "NaN");
        assertRefused("t_ms,ax_g,ay_g\n0,1,1e40\n", "line 2", "float32");
        assertRefused("t_ms,ax_g,ay_g\n1e300,1,2\n", "line 2", "time");
        assertRefused("t_ms,ax_g,ay_g\n1e2147483647,1,2\n", "line 2", "time");
        assertRefused("t_ms,ax_g,ay_g\n0,\"1,2\n", "line", "");
    }

    @Test
    void bytesThatAreNotTextAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("pump-7.csv"), new byte[] {'t', (byte) 0xff, '\n'});
        var refused = assertThrows(
                MalformedRecordingException.class, () -> new CsvRecording(file, FEATURES).read((_, _) -> { }));
        assertTrue(String.valueOf(refused.getMessage()).endsWith("not UTF-8"), refused.getMessage());
    }

    private void assertRefused(String text, String place, String reason) {
        var refused = assertThrows(MalformedRecordingException.class, () -> read(text));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("pump-7.csv, " + place) && message.contains(reason), message);
    }

    private List<String> read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("pump-7.csv"), text);
        List<String> samples = new ArrayList<>();
        new CsvRecording(file, FEATURES).read((sample, line) -> {
            assertEquals(1, sample.count());
            samples.add("line " + line + ", " + sample.timeUs(0) + " us: " + sample.value(0, 0) + " " + sample.value(0, 1));
        });
        return samples;
    }
}
