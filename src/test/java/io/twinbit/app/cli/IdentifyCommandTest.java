package io.twinbit.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IdentifyCommandTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/precision-fully_connected-s8-tensor-00");
    private static final String MODEL = GOLDEN.resolve("model.tflite").toString();
    private static final String INPUT = GOLDEN.resolve("input-0.bin").toString();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static CommandRun identify(String output, String... more) {
        List<String> arguments = new ArrayList<>(List.of("identify", MODEL, "--input", INPUT, "--output", output));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static JsonNode json(CommandRun run) {
        return JsonMapper.shared().readTree(run.out());
    }

    private static List<String> fits(CommandRun run) {
        List<String> fits = new ArrayList<>();
        json(run).get("fits").forEach(name -> fits.add(name.asString()));
        return fits;
    }

    @Test
    void theDerivationOfTheKernelsThatAnsweredIsNamed() {
        CommandRun newer = identify(GOLDEN.resolve("output-0.bin").toString(), "--json");
        CommandRun older = identify(GOLDEN.resolve("older-output-0.bin").toString(), "--json");
        assertEquals(0, newer.status(), newer.err());
        assertTrue(fits(newer).contains("tflm-reference"), newer.out());
        assertFalse(fits(newer).contains("tflm-before-2026-10"), newer.out());
        assertTrue(fits(older).containsAll(List.of("tflm-before-2026-10", "cmsis-nn", "esp-nn")), older.out());
        assertFalse(fits(older).contains("tflm-reference"), older.out());
    }

    @Test
    void theTableSaysHowFarEachAgreesAndWhereItParts() {
        CommandRun run = identify(GOLDEN.resolve("output-0.bin").toString());
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("tflm-reference"), run.out());
        assertTrue(run.out().contains("leaves the best at operator 0 FULLY_CONNECTED"), run.out());
        assertTrue(run.out().contains("double rounding, derivation 2026-10, float64 convolution scales"), run.out());
    }

    @Test
    void outputsThatNothingReproducesAreExitOneWithTheClosest() throws IOException {
        byte[] output = Files.readAllBytes(GOLDEN.resolve("output-0.bin"));
        output[3] ^= 64;
        Path wrong = Files.write(folder.resolve("wrong.bin"), output);
        CommandRun run = identify(wrong.toString());
        assertEquals(1, run.status());
        assertTrue(run.out().contains("Nothing known reproduces all outputs. The closest, 1 of "), run.out());
        assertTrue(run.out().contains("(combination)"), run.out());
        JsonNode answer = json(identify(wrong.toString(), "--json"));
        assertEquals(0, answer.get("fits").size());
        assertEquals(answer.get("elements").asLong() - 1, answer.get("candidates").get(0).get("equal").asLong());
    }

    @Test
    void aCombinationThatNoProfileIsIsFound() throws IOException {
        Path profile = Files.writeString(folder.resolve("mixed.toml"), """
                description = "a mixture"
                library = "none"
                standing = "unverified"
                [arithmetic]
                rounding = "single"
                derivation = "before-2026-10"
                convolution_scale = "float64"
                kernel_generation = "2026-03"
                """);
        Path output = folder.resolve("mixed.bin");
        CommandRun made = CommandRun.of(
                "infer", MODEL, "--input", INPUT, "--output", output.toString(), "--profile", profile.toString());
        assertEquals(0, made.status(), made.err());
        CommandRun run = identify(output.toString());
        assertEquals(0, run.status(), run.out());
        assertTrue(run.out().contains("single rounding, derivation before-2026-10"), run.out());
    }

    /** RELU is a function of one element: a window of an element for which both derivations answer alike tells nothing. */
    @Test
    void anInputThatTellsSeveralApartIsFoundAndWritten() throws IOException {
        Path relu = Path.of("src/test/resources/golden/precision-relu-s8-00");
        byte[] windows = Files.readAllBytes(relu.resolve("input-0.bin"));
        byte[] newer = Files.readAllBytes(relu.resolve("output-0.bin"));
        byte[] older = Files.readAllBytes(relu.resolve("older-output-0.bin"));
        int alike = IntStream.range(0, newer.length).filter(i -> newer[i] == older[i]).findFirst().orElseThrow();
        byte[] window = new byte[json(CommandRun.of("inspect", relu + "/model.tflite", "--json"))
                .get("arena_blocks").get(0).get("bytes").asInt()];
        byte[] answer = new byte[window.length];
        Arrays.fill(window, windows[alike]);
        Arrays.fill(answer, newer[alike]);
        Path input = Files.write(folder.resolve("in.bin"), window);
        Path output = Files.write(folder.resolve("out.bin"), answer);
        Path probe = folder.resolve("probe");
        CommandRun run = CommandRun.of("identify", relu + "/model.tflite", "--input", input.toString(),
                "--output", output.toString(), "--probe", probe.toString());
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("those of any of"), run.out());
        assertTrue(run.out().contains("None of these inputs tells them apart. One that does: tflm-reference answers"), run.out());
        assertEquals(window.length, Files.size(probe.resolve("input-0.bin")));
    }

    @Test
    void filesThatDoNotFitAreSaidBeforeAnyWork() throws IOException {
        assertEquals(64, CommandRun.of("identify", MODEL, "--input", INPUT, INPUT, "--output", INPUT).status());
        Path odd = Files.write(folder.resolve("odd.bin"), new byte[1]);
        assertEquals(65, identify(odd.toString()).status());
        assertEquals(66, identify(folder.resolve("none.bin").toString()).status());
    }

    /** All 51 published logs of boards, by the five groups of equal outputs. */
    @ParameterizedTest
    @CsvSource({
        "outputs-double-rounding.bin, tflm-reference",
        "outputs-single-rounding.bin, x-cube-ai",
        "outputs-andes-tflm.bin, andes-nn",
        "outputs-tvm-native.bin, microtvm-native",
        "outputs-truncating-softmax.bin, generated-truncating-softmax"
    })
    void theArithmeticOfEveryPublishedLogIsNamed(String outputs, String profile) throws IOException {
        Path data = OptionalTool.referenceData("oracle/mlperf-tiny-kws");
        Path model = OptionalTool.referenceData("models").resolve("kws_ds_cnn_int8.tflite");
        CommandRun run = CommandRun.of("identify", model.toString(), "--input", data.resolve("inputs.bin").toString(),
                "--output", data.resolve(outputs).toString(), "--json");
        assertEquals(0, run.status(), run.err());
        assertEquals(profile, fits(run).getFirst(), run.out());
        assertEquals(12_000, json(run).get("elements").asLong());
    }
}
