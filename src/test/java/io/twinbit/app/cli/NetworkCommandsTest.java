package io.twinbit.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.config.ProfileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** inspect, infer, verify, bench and profiles as scripts see them. */
class NetworkCommandsTest {
    private static final String MODEL = "demo/room-occupancy/model_int8.tflite";
    private static final String FLOAT_MODEL = "demo/room-occupancy/model_float.tflite";
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void inspectTellsWhatTheContractNames() {
        JsonNode report = json(CommandRun.of("inspect", MODEL, "--json"));
        assertEquals(4, report.get("operators").size());
        assertEquals("FULLY_CONNECTED", report.get("operators").get(0).get("operator").asString());
        assertEquals(1088, report.get("macs").asLong());
        assertEquals(1088, report.get("weights_bytes").asLong());
        assertTrue(report.get("arena_bytes").asLong() >= report.get("arena_lower_bound_bytes").asLong());
        assertFalse(report.get("arithmetic_id").asString().isEmpty());
        assertEquals(50, report.get("inputs").get(0).get("shape").get(1).asInt());
    }

    @Test
    void inspectListsWhatCannotRunBeforeItSaysSo() {
        CommandRun run = CommandRun.of("inspect", FLOAT_MODEL);
        assertEquals(65, run.status());
        assertTrue(run.out().contains("FULLY_CONNECTED"), run.out());
        assertTrue(run.err().contains("operator 0 FULLY_CONNECTED") && run.err().contains("operator 3 SOFTMAX"), run.err());
        JsonNode report = JsonMapper.shared().readTree(CommandRun.of("inspect", FLOAT_MODEL, "--json").out());
        assertEquals(4, report.get("unsupported").size());
        assertTrue(report.get("arithmetic_id").isNull());
    }

    @Test
    void aBrokenModelIsWrongDataAtAPlace() {
        CommandRun run = CommandRun.of("inspect", "src/test/resources/malformed/013-bias-length.tflite");
        assertEquals(65, run.status());
        assertTrue(run.err().contains("013-bias-length.tflite: operator 0 CONV_2D: bias 2, 1 elements expected"), run.err());
        assertEquals(66, CommandRun.of("inspect", folder + "/none.tflite").status());
    }

    @Test
    void inferWritesEveryInvocation() throws IOException {
        Path golden = GOLDEN.resolve("conv_2d-s8-00");
        Path output = folder.resolve("out.bin");
        CommandRun run = CommandRun.of("infer", golden.resolve("model.tflite").toString(), "--input",
                golden.resolve("input-0.bin").toString(), "--output", output.toString());
        assertEquals(0, run.status(), run.err());
        assertArrayEquals(Files.readAllBytes(golden.resolve("output-0.bin")), Files.readAllBytes(output));
    }

    @Test
    void inferRefusesFilesThatDoNotFit() throws IOException {
        Path odd = Files.write(folder.resolve("odd.bin"), new byte[51]);
        String output = folder.resolve("out.bin").toString();
        CommandRun size = CommandRun.of("infer", MODEL, "--input", odd.toString(), "--output", output);
        assertEquals(65, size.status());
        assertTrue(size.err().contains("odd.bin: 51 bytes; a whole number of times the 50 bytes of"), size.err());
        assertEquals(64, CommandRun.of(
                "infer", MODEL, "--input", odd.toString(), odd.toString(), "--output", output).status());
        assertEquals(64, CommandRun.of("infer", MODEL, "--input", odd.toString(), "--output", odd.toString()).status());
        assertEquals(51, Files.size(odd));
    }

    @Test
    void aFolderInThePlaceOfAFileIsNamed() {
        List<CommandRun> runs = List.of(
                CommandRun.of("infer", MODEL, "--input", folder.toString(), "--output", folder.resolve("out.bin").toString()),
                CommandRun.of("replay", "--config", "demo/machine-vibration/twinbit.toml", "--recording", folder.toString()));
        for (CommandRun run : runs) {
            assertEquals(66, run.status());
            assertTrue(run.err().matches("(?s).*" + folder + ": (Is a directory|a folder without the segments of a journal).*"), run.err());
        }
    }

    @Test
    void kernelsThatAreNotThereAreUnavailable() {
        assertEquals(69, CommandRun.of("bench", MODEL, "--kernels", "native").status());
        assertEquals(69, CommandRun.of("verify", GOLDEN.toString(), "--kernels", "vector").status());
    }

    @Test
    void verifyCountsAndNamesTheFirstDifference() throws IOException {
        Path broken = copy("add-s8-00");
        byte[] output = Files.readAllBytes(broken.resolve("output-0.bin"));
        output[7] ^= 1;
        Files.write(broken.resolve("output-0.bin"), output);
        copy("mul-s8-00");
        CommandRun run = CommandRun.of("verify", folder.toString());
        assertEquals(1, run.status());
        assertTrue(run.out().startsWith("failed add-s8-00: output 0, invocation 0, element 7: expected "), run.out());
        assertTrue(run.out().endsWith("1 passed, 1 failed, 0 skipped" + System.lineSeparator()), run.out());
        JsonNode answer = JsonMapper.shared().readTree(CommandRun.of("verify", folder.toString(), "--json").out());
        assertEquals(1, answer.get("passed").asInt());
        assertEquals("failed", answer.get("cases").get(0).get("status").asString());
        assertEquals(output[7], answer.get("cases").get(0).get("first_difference").get("expected").asInt());
    }

    @Test
    void verifyOfNothingIsAnError() {
        assertEquals(65, CommandRun.of("verify", folder.toString()).status());
        assertEquals(66, CommandRun.of("verify", folder + "/none").status());
    }

    @Test
    void benchPrintsTheKeysOfTheContract() {
        JsonNode answer = json(CommandRun.of("bench", MODEL, "--json"));
        assertTrue(answer.get("time_us_median").asDouble() >= answer.get("time_us_min").asDouble());
        assertTrue(answer.get("time_us_min").asDouble() > 0);
        assertTrue(answer.get("arena_bytes").asLong() > 50);
        assertEquals(0, answer.get("allocated_bytes").asLong());
        assertEquals("tflm-reference", answer.get("profile").asString());
        assertEquals("scalar", answer.get("kernels").asString());
    }

    @Test
    void profilesAreListedAndShown() throws IOException {
        assertEquals(ProfileStore.names().size(), CommandRun.of("profiles").out().lines().count());
        JsonNode one = json(CommandRun.of("profiles", "x-cube-ai", "--json"));
        assertEquals("single", one.get("rounding").asString());
        assertEquals("float32", one.get("convolution_scale").asString());
        assertEquals(64, CommandRun.of("profiles", "nobody").status());
    }

    private Path copy(String name) throws IOException {
        Path target = Files.createDirectory(folder.resolve(name));
        for (String file : new String[] {"model.tflite", "input-0.bin", "input-1.bin", "output-0.bin"}) {
            Files.copy(GOLDEN.resolve(name).resolve(file), target.resolve(file));
        }
        return target;
    }

    private static JsonNode json(CommandRun run) {
        assertEquals(0, run.status(), run.err());
        assertEquals(1, run.out().lines().count());
        return JsonMapper.shared().readTree(run.out());
    }
}
