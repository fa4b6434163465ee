package io.twinbit.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.signal.Message;
import io.twinbit.link.Delivery;
import io.twinbit.link.journal.CheckpointStore;
import io.twinbit.link.journal.CheckpointWriter;
import io.twinbit.link.journal.DeadLetterLog;
import io.twinbit.link.journal.Journal;
import io.twinbit.link.journal.JournalSettings;
import io.twinbit.link.journal.JournalWriter;
import io.twinbit.link.journal.OnFull;
import io.twinbit.link.journal.StateDirectory;
import io.twinbit.link.journal.StoredLetter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code journal} and {@code deadletter} on a state directory as the gateway leaves it. */
class StateCommandsTest {
    private static final long START_US = 1_764_079_382_123_456L;
    private static final int MESSAGES = 2000;
    private static final byte[] BINARY = {0, 1, -1, 127};

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path state = Path.of("");

    @BeforeEach
    void write() throws IOException {
        state = folder.resolve("state");
        try (StateDirectory directory = StateDirectory.take(state)) {
            JournalSettings settings = new JournalSettings(4 << 20, 0, JournalSettings.MIN_SEGMENT_BYTES, OnFull.BLOCK, 64);
            try (Journal journal = Journal.open(directory.storage(), settings, () -> START_US, 0)) {
                JournalWriter writer = journal.writer();
                Thread.ofPlatform().start(writer);
                writer.resumed(START_US);
                for (int i = 0; i < MESSAGES; i++) {
                    offer(writer, i);
                }
                writer.tick(START_US + 1);
                writer.confirmed(START_US + 100);
                writer.stop();
                writer.ended().join();
            }
            CheckpointWriter checkpoint = CheckpointStore.open(directory.storage()).begin(START_US + 50);
            checkpoint.pipeline("vibration");
            checkpoint.entry(new byte[1000]);
            checkpoint.commit();
            try (DeadLetterLog log = DeadLetterLog.open(directory.storage(), DeadLetterLog.MIN_BYTES)) {
                log.append(StoredLetter.of("vibration", message(7, "{\"v\":[1,x]}".getBytes(UTF_8)), "malformed", 8, "found 'x'"));
                log.append(StoredLetter.of("heat", message(9, BINARY), "internal_error", -1, "an exception"));
                log.append(StoredLetter.of("heat", message(10, new byte[1 << 20]), "too_large", -1, "1 MiB"));
            }
        }
    }

    private static void offer(JournalWriter writer, int i) {
        Delivery delivery = new Delivery(
                "sensors/machine-" + i % 2 + "/accel", ("{\"n\":" + i + ",\"v\":\"" + "x".repeat(200) + "\"}").getBytes(UTF_8), START_US + i,
                i == 0 ? Map.of("device", "m") : Map.of(), i == 1, () -> {});
        while (!writer.offer(delivery)) {
            LockSupport.parkNanos(100_000);
        }
    }

    private static Message message(int i, byte[] payload) {
        return new Message(START_US + i, "sensors/machine-1/accel", payload, START_US, Map.of("device", "m"));
    }

    private CommandRun run(String group, String command, String... more) {
        List<String> args = new ArrayList<>(List.of(group, command, "--state", state.toString()));
        args.addAll(List.of(more));
        CommandRun run = CommandRun.of(args.toArray(String[]::new));
        return run;
    }

    private static List<JsonNode> objects(CommandRun run) {
        assertEquals(0, run.status(), run.err());
        return run.out().lines().map(JsonMapper.shared()::readTree).toList();
    }

    private Map<String, String> image() {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(f -> state.relativize(f).toString(), StateCommandsTest::content, (a, _) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Arrays.toString(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void infoSaysWhatIsThere() {
        JsonNode info = objects(run("journal", "info", "--json")).getFirst();
        assertEquals(MESSAGES, info.path("journal").path("count").asInt());
        assertTrue(info.path("journal").path("files").asInt() > 1);
        assertEquals(START_US + 1, info.path("journal").path("first_position").asLong());
        assertEquals(START_US + MESSAGES + 2, info.path("journal").path("last_position").asLong());
        assertEquals(START_US + 100, info.path("confirmed_position").asLong());
        assertEquals(START_US + 50, info.path("checkpoints").path("last_position").asLong());
        assertEquals(3, info.path("dead_letters").path("count").asInt());
        CommandRun text = run("journal", "info");
        assertTrue(text.out().contains("2000 messages") && text.out().contains("set aside     nothing"), text.out());
    }

    @Test
    void showHasTheNewestOrThoseFromAPositionOn() {
        List<JsonNode> newest = objects(run("journal", "show", "--count", "2", "--json"));
        assertEquals(List.of("message", "tick"), newest.stream().map(n -> n.path("type").asString()).toList());
        assertTrue(newest.getFirst().path("payload").asString().startsWith("{\"n\":1999,"));
        List<JsonNode> first = objects(run("journal", "show", "--from", String.valueOf(START_US), "--count", "3", "--json"));
        assertEquals(List.of("resumed", "message", "message"), first.stream().map(n -> n.path("type").asString()).toList());
        assertEquals("m", first.get(1).path("properties").path("device").asString());
        assertEquals("sensors/machine-1/accel", first.get(2).path("topic").asString());
        assertEquals(List.of(false, true), first.stream().skip(1).map(n -> n.path("repeated").asBoolean()).toList());
        String text = run("journal", "show", "--from", String.valueOf(START_US), "--count", "3").out();
        assertEquals(1, text.lines().filter(line -> line.endsWith("(the broker repeats it)")).count(), text);
        assertEquals(20, run("journal", "show").out().lines().count());
    }

    @Test
    void verifyFindsDamageAndChangesNothing() throws IOException {
        assertEquals(0, run("journal", "verify").status());
        damage(state.resolve("checkpoints/0000" + (START_US + 50) + ".twc"), 100);
        damage(state.resolve("intake/0000" + (START_US + 1) + ".twr"), 30_000);
        Map<String, String> before = image();
        CommandRun verify = run("journal", "verify");
        assertEquals(1, verify.status());
        assertTrue(verify.out().contains(".twc, byte 64: found bytes that are no record"), verify.out());
        assertTrue(verify.out().contains(".twr, byte 29"), verify.out());
        assertTrue(verify.out().endsWith(" files whole, 2 damaged" + System.lineSeparator()), verify.out());
        assertEquals(2, JsonMapper.shared().readTree(run("journal", "verify", "--json").out()).path("damaged").asInt());
        CommandRun export = run("journal", "export", "--out", folder.resolve("e.twr").toString());
        assertTrue(export.err().contains("damaged bytes"), export.err());
        assertEquals(before, image());
    }

    private static void damage(Path file, int offset) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[offset] ^= 1;
        Files.write(file, content);
    }

    @Test
    void deadLettersAreListedAndShown() throws IOException {
        List<JsonNode> list = objects(run("deadletter", "list", "--json"));
        assertEquals(List.of("malformed", "internal_error", "too_large"), list.stream().map(n -> n.path("cause").asString()).toList());
        assertEquals(8, list.getFirst().path("offset_bytes").asInt());
        assertTrue(list.get(1).path("offset_bytes").isNull());
        assertEquals(2, run("deadletter", "list", "--pipeline", "heat").out().lines().count());
        Path payload = folder.resolve("payload");
        CommandRun show = run("deadletter", "show", String.valueOf(START_US + 9), "--out", payload.toString());
        assertTrue(show.out().contains("00000000  00 01 ff 7f"), show.out());
        assertArrayEquals(BINARY, Files.readAllBytes(payload));
        assertTrue(run("deadletter", "show", String.valueOf(START_US + 7)).out().contains("{\"v\":[1,x]}"));
        assertEquals(66, run("deadletter", "show", "5").status());
    }

    @Test
    void purgeAndRetryNeedTheGatewayToBeStopped() throws IOException {
        try (StateDirectory _ = StateDirectory.take(state)) {
            Map<String, String> before = image();
            for (String command : List.of("purge", "retry")) {
                CommandRun refused = run("deadletter", command);
                assertEquals(69, refused.status());
                assertTrue(refused.err().contains("in use by process"), refused.err());
            }
            assertEquals(3, run("deadletter", "list").out().lines().count(), "looking is allowed");
            assertEquals(before, image());
        }
        assertEquals("1 dead letter deleted", run("deadletter", "purge", String.valueOf(START_US + 7)).out().strip());
        assertEquals("2 dead letters deleted", run("deadletter", "purge").out().strip());
        assertEquals("", run("deadletter", "list").out());
    }

    @Test
    void aSecondGatewayIsRefused() throws IOException {
        Path demo = Path.of("demo/machine-vibration").toAbsolutePath();
        Path config = Files.writeString(folder.resolve("twinbit.toml"), Files.readString(demo.resolve("twinbit.toml"))
                .replace("model = \"", "model = \"" + demo + "/")
                .replace("labels = \"", "labels = \"" + demo + "/"));
        try (StateDirectory _ = StateDirectory.take(state)) {
            CommandRun refused = CommandRun.of("run", "--config", config.toString());
            assertEquals(69, refused.status(), refused.err());
            assertTrue(refused.err().contains("in use by process"), refused.err());
            assertEquals(1, refused.err().lines().count(), refused.err());
        }
    }

    @Test
    void retryPutsThemAtTheJournalsEndAndKeepsWhatIsNotWhole() {
        CommandRun retry = run("deadletter", "retry");
        assertEquals("2 dead letters in the journal again", retry.out().strip());
        assertTrue(retry.err().contains("1 dead letter cannot be tried again"), retry.err());
        assertEquals(1, run("deadletter", "list").out().lines().count());
        List<JsonNode> end = objects(run("journal", "show", "--count", "3", "--json"));
        assertEquals(List.of("resumed", "message", "message"), end.stream().map(n -> n.path("type").asString()).toList());
        assertEquals("{\"v\":[1,x]}", end.get(1).path("payload").asString());
        assertEquals("0001ff7f", end.get(2).path("payload_hex").asString());
        assertEquals("m", end.get(2).path("properties").path("device").asString());
        assertTrue(end.getFirst().path("position").asLong() > START_US + MESSAGES + 2);
    }

    /** The demo's samples, in messages of 40, by way of the journal: what TensorFlow Lite Micro said of them comes out. */
    @Test
    void replayReadsTheJournalAsItReadsARecording() throws IOException {
        Path demo = Path.of("demo/machine-vibration");
        Path from = folder.resolve("from-journal");
        List<String> lines = Files.readAllLines(demo.resolve("recording.csv")).subList(1, 40 * 250 + 1);
        try (StateDirectory directory = StateDirectory.take(from)) {
            fill(directory, lines);
        }
        List<String> expected = Files.readAllLines(demo.resolve("recording-expected.csv")).stream()
                .skip(1)
                .map(line -> line.substring(line.indexOf(',', line.indexOf(',') + 1) + 1).replace(',', ' '))
                .limit(61)
                .toList();
        Path recording = folder.resolve("export.twr");
        assertEquals(0, CommandRun.of("journal", "export", "--state", from.toString(), "--out", recording.toString()).status());
        for (Path source : List.of(from, from.resolve("intake"), recording)) {
            CommandRun replay =
                    CommandRun.of("replay", "--config", demo + "/twinbit.toml", "--recording", source.toString());
            assertEquals(0, replay.status(), replay.err());
            List<String> answers = replay.out().lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .map(cells -> cells[4] + " " + cells[6])
                    .toList();
            assertEquals(expected, answers);
        }
        assertEquals(66, CommandRun.of("replay", "--config", demo + "/twinbit.toml", "--recording", folder.toString()).status());
    }

    private static void fill(StateDirectory directory, List<String> samples) throws IOException {
        JournalSettings settings = new JournalSettings(4 << 20, 0, JournalSettings.MIN_SEGMENT_BYTES, OnFull.BLOCK, 64);
        try (Journal journal = Journal.open(directory.storage(), settings, () -> START_US, 0)) {
            JournalWriter writer = journal.writer();
            Thread.ofPlatform().start(writer);
            for (int i = 0; i < samples.size(); i += 40) {
                byte[] payload = String.join("\n", samples.subList(i, i + 40)).getBytes(UTF_8);
                while (!writer.offer(new Delivery("sensors/m/accel", payload, START_US + i, Map.of(), () -> {}))) {
                    LockSupport.parkNanos(100_000);
                }
            }
            writer.stop();
            writer.ended().join();
        }
    }

    @Test
    void aFolderThatIsNoStateIsSaidSo() {
        CommandRun none = CommandRun.of("journal", "info", "--state", folder.toString());
        assertEquals(66, none.status());
        assertTrue(none.err().contains("no gateway has kept anything here yet"), none.err());
        assertEquals(66, CommandRun.of("deadletter", "purge", "--state", folder.resolve("x").toString()).status());
        assertEquals(64, CommandRun.of("journal").status());
        assertEquals(64, CommandRun.of("journal", "show", "--state", state.toString(), "--count", "0").status());
    }
}
