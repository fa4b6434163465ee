package io.twinbit.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoCommandTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aReplayOfTheRecordingGivesTheDecisionsThatWereShown() {
        Path record = folder.resolve("demo");
        CommandRun demo = CommandRun.of("demo", "--seconds", "3", "--port", "0", "--json", "--record", record.toString());
        assertEquals(0, demo.status(), demo.err());
        List<String> lines = demo.out().lines().toList();
        List<String> decisions = lines.subList(0, lines.size() - 1);
        JsonNode summary = MAPPER.readTree(lines.getLast()).get("summary");
        assertEquals(decisions.size(), summary.get("decisions").intValue());
        assertEquals(0, summary.get("missing_decisions").intValue());
        assertEquals(7, summary.get("devices").intValue());
        assertTrue(decisions.size() > 100, decisions.size() + " decisions in 3 s");
        assertHasKeysThatScriptsRelyOn(decisions.getFirst());

        CommandRun replay = CommandRun.of(
                "replay", "--json", "--config", record + "/twinbit.toml", "--recording", record + "/recording.twr");
        assertEquals(0, replay.status(), replay.err());
        assertEquals(decisions, replay.out().lines().toList());
    }

    private static void assertHasKeysThatScriptsRelyOn(String decision) {
        JsonNode first = MAPPER.readTree(decision);
        for (String key : List.of("device", "label", "score", "timestamp_ms", "arithmetic_id", "message_id")) {
            assertTrue(first.has(key), first + " lacks " + key);
        }
    }

    @Test
    void theTableNamesThePageAndTheMachines() {
        CommandRun demo = CommandRun.of("demo", "--seconds", "2", "--port", "0");
        assertEquals(0, demo.status(), demo.err());
        assertTrue(demo.out().contains("http://localhost:"), demo.out());
        for (String device : List.of("fan-1", "fan-2", "pump-3", "pump-4", "motor-5", "motor-6", "office")) {
            assertTrue(demo.out().contains(device), device + " is missing in\n" + demo.out());
        }
    }

    @Test
    void aTakenPortIsSaidWithTheOptionToChange() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun demo = CommandRun.of("demo", "--seconds", "1", "--port", String.valueOf(taken.getLocalPort()));
            assertEquals(69, demo.status(), demo.err());
            assertTrue(demo.err().contains("--port"), demo.err());
            assertTrue(demo.err().lines().count() <= 2, demo.err());
        }
    }

    @Test
    void numbersOutOfRangeAreWrongUsage() {
        for (String[] option : new String[][] {{"--port", "65536"}, {"--port", "-1"}, {"--seconds", "0"}, {"--seconds", "x"}}) {
            CommandRun demo = CommandRun.of("demo", option[0], option[1]);
            assertEquals(64, demo.status(), demo.err());
            assertTrue(demo.err().contains(option[0]), demo.err());
        }
    }

    @Test
    void anUnwritableFolderIsAFileError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandRun demo = CommandRun.of("demo", "--seconds", "1", "--port", "0", "--record", file.resolve("x").toString());
        assertEquals(66, demo.status(), demo.err());
        assertTrue(demo.err().contains("file"), demo.err());
    }

    /** As Ctrl-C does: what was published is still decided and shown, and the status is that of a command that did its work. */
    @Test
    void aSignalEndsItInOrder() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                        Main.class.getName(), "demo", "--port", "0", "--json")
                .redirectError(folder.resolve("err").toFile())
                .start();
        try (BufferedReader out = process.inputReader()) {
            out.readLine();
            process.toHandle().destroy(); // unlike its own, this leaves the streams open
            List<String> lines = out.lines().toList();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it did not end");
            assertEquals(0, process.exitValue(), Files.readString(folder.resolve("err")));
            assertEquals(0, MAPPER.readTree(lines.getLast()).get("summary").get("missing_decisions").intValue());
        } finally {
            process.destroyForcibly();
        }
    }

    /** What it starts ends with it, so that it can run again in the same process. */
    @Test
    void noThreadOfItsOwnIsLeftBehind() {
        Set<String> before = threads();
        CommandRun.of("demo", "--seconds", "1", "--port", "0", "--json");
        Set<String> left = threads();
        left.removeAll(before);
        left.removeIf(name -> !name.matches("(devices|pipelines|broker-start|mqtt|http|Paho).*"));
        assertEquals(Set.of(), left);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }
}
