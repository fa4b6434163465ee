package io.twinbit.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Tick;
import io.twinbit.link.recording.RecordingWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayCommandTest {
    private static final Path VIBRATION = Path.of("demo/machine-vibration");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** The expected answers were made by TensorFlow Lite Micro: times, label and integers, window by window. */
    @ParameterizedTest
    @CsvSource({"demo/machine-vibration, 599", "demo/room-occupancy, 1431"})
    void answersOfTheRecordingsAreTheMicrocontrollers(Path network, int windows) throws IOException {
        List<String> expected = expected(network);
        assertEquals(windows, expected.size());
        CommandRun text = replay(network);
        assertEquals(0, text.status(), text.err());
        assertEquals(expected, text.out().lines().skip(1).map(ReplayCommandTest::ofCsv).toList());
        CommandRun json = replay(network, "--json");
        assertEquals(expected, json.out().lines().map(ReplayCommandTest::ofJson).toList());
    }

    private static CommandRun replay(Path network, String... more) {
        List<String> args = new ArrayList<>(List.of("replay", "--config", network + "/twinbit.toml", "--recording", network + "/recording.csv"));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private static List<String> expected(Path network) throws IOException {
        return Files.readAllLines(network.resolve("recording-expected.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(c -> line(c[0], c[1], c[2], String.join(" ", Arrays.copyOfRange(c, 3, c.length))))
                .toList();
    }

    /** From pipeline, device, first, last, label, score, outputs. */
    private static String ofCsv(String line) {
        String[] c = line.split(",", -1);
        return line(c[2], c[3], c[4], c[6]);
    }

    private static String ofJson(String line) {
        JsonNode result = new JsonMapper().readTree(line);
        List<String> outputs = StreamSupport.stream(result.get("outputs").spliterator(), false).map(JsonNode::toString).toList();
        return line(
                result.get("first_timestamp_ms").toString(),
                result.get("last_timestamp_ms").toString(),
                result.get("label").stringValue(),
                String.join(" ", outputs));
    }

    private static String line(String first, String last, String label, String outputs) {
        return ms(first) + " " + ms(last) + " " + label + " " + outputs;
    }

    private static String ms(String text) {
        return new BigDecimal(text).stripTrailingZeros().toPlainString();
    }

    @Test
    void aTornRecordingGivesWhatIsWholeAndThenItsPlace() throws IOException {
        Path recording = record(List.of("t_ms,ax_g,ay_g,az_g\n" + "0,0,0,1\n".repeat(1), "no sample"));
        byte[] all = Files.readAllBytes(recording);
        CommandRun whole = replayTwr(recording);
        assertEquals(0, whole.status(), whole.err());
        assertTrue(whole.err().contains("1 messages were no samples"), whole.err());
        Files.write(recording, Arrays.copyOf(all, all.length - 9));
        CommandRun torn = replayTwr(recording);
        assertEquals(65, torn.status());
        assertTrue(torn.err().contains("recording.twr, byte ") && torn.err().contains("cut off"), torn.err());
    }

    private Path record(List<String> payloads) throws IOException {
        Path recording = folder.resolve("recording.twr");
        try (RecordingWriter writer = RecordingWriter.create(recording)) {
            long position = 1;
            for (String payload : payloads) {
                writer.write(new Message(position++, "sensors/m/accel", payload.getBytes(StandardCharsets.UTF_8), 0));
            }
            writer.write(new Tick(position, 1));
        }
        return recording;
    }

    private static CommandRun replayTwr(Path recording) {
        return CommandRun.of("replay", "--config", VIBRATION + "/twinbit.toml", "--recording", recording.toString());
    }

    @Test
    void whatIsWrongIsSaidWithTheRightStatus() throws IOException {
        assertFails(66, "nothing.twr", replayTwr(folder.resolve("nothing.twr")));
        assertFails(65, "not a Twinbit recording", replayTwr(Files.writeString(folder.resolve("text.twr"), "t_ms\n0\n")));
        assertFails(65, "x.csv, line 1", replayTwr(Files.writeString(folder.resolve("x.csv"), "time\n0\n")));
        assertFails(64, "no pipeline 'other'", replay(VIBRATION, "--pipeline", "other"));
        assertFails(66, "nowhere.toml", CommandRun.of("replay", "--config", "nowhere.toml", "--recording", "x.twr"));
    }

    private static void assertFails(int status, String text, CommandRun run) {
        assertEquals(status, run.status(), run.err());
        assertTrue(run.err().contains(text), run.err());
        assertTrue(run.err().lines().count() <= 2, run.err());
    }
}
