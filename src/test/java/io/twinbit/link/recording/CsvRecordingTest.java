package io.twinbit.link.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.signal.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        List<Message> messages = read("ay_g,note,t_ms,ax_g\n2.50,\"a, b\",0.625,0.046\n\n-1,,1.250,1e-3\n");
        assertEquals(List.of("0.625,0.046,2.50", "1.250,1e-3,-1"), messages.stream().map(CsvRecordingTest::payload).toList());
        assertEquals(List.of(2L, 4L), messages.stream().map(Message::position).toList());
        assertEquals("sensors/pump-7/accel", messages.getFirst().topic());
        assertEquals(625, messages.getFirst().receivedAtUs());
        assertEquals(List.of("t_ms", "ax_g", "ay_g"), CsvRecording.columns(FEATURES));
    }

    @Test
    void aFileThatIsNotAsTheHeaderSaysIsRefusedWithItsLine() {
        assertRefused("", "line 1", "lacks [t_ms, ax_g, ay_g]");
        assertRefused("t_ms,ax_g\n", "line 1", "lacks [ay_g]");
        assertRefused("t_ms,ax_g,ay_g\n0,1,2\n1,2\n", "line 3", "2 values");
        assertRefused("t_ms,ax_g,ay_g\nnoon,1,2\n", "line 2", "noon");
        assertRefused("t_ms,ax_g,ay_g\n0,\"1,2\n", "line", "");
    }

    private void assertRefused(String text, String place, String reason) {
        var refused = assertThrows(MalformedRecordingException.class, () -> read(text));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("pump-7.csv, " + place) && message.contains(reason), message);
    }

    private List<Message> read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("pump-7.csv"), text);
        List<Message> messages = new ArrayList<>();
        new CsvRecording(file, "sensors/+/accel", FEATURES).read(messages::add);
        return messages;
    }

    private static String payload(Message message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }
}
