package io.twinbit.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.twinbit.app.cli.GoldenCase;
import io.twinbit.app.config.ModelFile;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.testing.OptionalTool;
import io.twinbit.testing.ProofForm;
import io.twinbit.testing.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The exported C, compiled for the host, gives what others' kernels gave, byte for byte: TensorFlow Lite Micro's, those of
 * other libraries, and boards. {@code -Dtwinbit.cases=REGEX} takes the golden cases with such a name.
 */
class ExportedGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path QUIRKS = Path.of("src/test/resources/quirks");
    private static final String[] SANITIZED = {"-O1", "-fsanitize=undefined,address", "-fno-sanitize-recover=all"};

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> goldenCases() throws IOException {
        HostCompiler compiler = new HostCompiler(folder, SANITIZED);
        List<GoldenCase> cases = GoldenCase.in(GOLDEN);
        String only = System.getProperty("twinbit.cases", "");
        int every = only.isEmpty() ? ProofForm.count(16, 1, 1) : 1;
        return IntStream.range(0, cases.size())
                .filter(i -> i % every == 0)
                .mapToObj(cases::get)
                .filter(golden -> golden.name().matches(".*(" + only + ").*"))
                .map(golden -> dynamicTest(
                        golden.name(), () -> check(golden, "tflm-reference", "output-", compiler)));
    }

    /** In the arithmetic of the profile that the case's ORIGIN.txt names. */
    @TestFactory
    Stream<DynamicTest> casesOfOtherLibraries() throws IOException {
        HostCompiler compiler = new HostCompiler(folder, SANITIZED);
        return GoldenCase.in(QUIRKS).stream()
                .map(golden -> dynamicTest(golden.name(), () -> check(golden, profile(golden), "output-", compiler)));
    }

    /** Kernels before 2026-10 derived multipliers in float32. */
    @TestFactory
    Stream<DynamicTest> olderAnswers() throws IOException {
        HostCompiler compiler = new HostCompiler(folder, SANITIZED);
        return GoldenCase.in(GOLDEN).stream()
                .filter(golden -> Files.exists(golden.folder().resolve("older-output-0.bin")))
                .map(golden -> dynamicTest(
                        golden.name(), () -> check(golden, "tflm-before-2026-10", "older-output-", compiler)));
    }

    /** All five arithmetics that published logs of keyword spotting show, at several levels of optimization. */
    @ParameterizedTest
    @CsvSource({
        "tflm-reference,outputs-double-rounding.bin,-O0",
        "tflm-reference,outputs-double-rounding.bin,-Os",
        "tflm-reference,outputs-double-rounding.bin,-O3 -march=native -ffp-contract=fast",
        "x-cube-ai,outputs-single-rounding.bin,-O2",
        "andes-nn,outputs-andes-tflm.bin,-O2",
        "generated-truncating-softmax,outputs-truncating-softmax.bin,-O2",
        "microtvm-native,outputs-tvm-native.bin,-O3 -march=native -ffp-contract=fast"
    })
    void theBoardsOutputs(String profile, String outputs, String flags) throws IOException, InterruptedException {
        Path data = OptionalTool.referenceData("oracle/mlperf-tiny-kws");
        Path model = OptionalTool.referenceData("models").resolve("kws_ds_cnn_int8.tflite");
        Program program = Lowering.lower(ModelFile.read(model), Profiles.named(profile));
        Path executable = new HostCompiler(folder, flags.split(" ", -1)).build(program);
        int inputs = ProofForm.count(100, 1_000, 1_000);
        Path in = executable.resolveSibling("in.bin");
        Path out = executable.resolveSibling("out.bin");
        Files.write(in, Arrays.copyOf(Files.readAllBytes(data.resolve("inputs.bin")), inputs * 490));
        HostCompiler.run(List.of(executable.toString(), in.toString(), out.toString()), 0);
        byte[] expected = Arrays.copyOf(Files.readAllBytes(data.resolve(outputs)), inputs * 12);
        assertEquals(-1, Arrays.mismatch(expected, Files.readAllBytes(out)), "first different byte");
    }

    private static String profile(GoldenCase golden) throws IOException {
        return Files.readAllLines(golden.folder().resolve("ORIGIN.txt")).stream()
                .filter(line -> line.startsWith("profile: "))
                .map(line -> line.substring("profile: ".length()))
                .findFirst()
                .orElseThrow();
    }

    private static void check(GoldenCase golden, String profile, String expected, HostCompiler compiler)
            throws IOException, InterruptedException {
        Program program = Lowering.lower(ModelFile.read(golden.folder().resolve("model.tflite")), Profiles.named(profile));
        Path executable = compiler.build(program);
        HostCompiler.run(List.of(executable.toString()), 0);
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        for (int i = 0; i < program.inputs().size(); i++) {
            command.add(golden.folder().resolve("input-" + i + ".bin").toString());
        }
        List<Path> outputs = IntStream.range(0, program.outputs().size())
                .mapToObj(i -> executable.resolveSibling("output-" + i + ".bin"))
                .toList();
        outputs.forEach(output -> command.add(output.toString()));
        assertEquals("", HostCompiler.run(command, 0));
        for (int i = 0; i < outputs.size(); i++) {
            Path wanted = golden.folder().resolve(expected + i + ".bin");
            assertEquals(-1, Files.mismatch(wanted, outputs.get(i)), "first different byte of output " + i);
        }
    }
}
