package io.twinbit.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.twinbit.app.cli.GoldenCase;
import io.twinbit.app.config.ModelFile;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.testing.ProofForm;
import io.twinbit.testing.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The exported C, compiled for the host, gives what TensorFlow Lite Micro's reference kernels gave, byte for byte. */
class ExportedGoldenTest {
    private static final Path CASES = Path.of("src/test/resources/golden");

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> bundledCases() throws IOException {
        HostCompiler compiler = new HostCompiler(folder, "-O1", "-fsanitize=undefined,address", "-fno-sanitize-recover=all");
        List<GoldenCase> cases = GoldenCase.in(CASES);
        String only = System.getProperty("twinbit.cases", "");
        int every = only.isEmpty() ? ProofForm.count(8, 1, 1) : 1;
        return IntStream.range(0, cases.size())
                .filter(i -> i % every == 0)
                .mapToObj(cases::get)
                .filter(golden -> golden.name().matches(".*(" + only + ").*"))
                .map(golden -> dynamicTest(golden.name(), () -> check(golden, compiler)));
    }

    private static void check(GoldenCase golden, HostCompiler compiler) throws IOException, InterruptedException {
        Program program = Lowering.lower(ModelFile.read(golden.folder().resolve("model.tflite")), Profiles.reference());
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
            Path expected = golden.folder().resolve("output-" + i + ".bin");
            assertEquals(-1, Files.mismatch(expected, outputs.get(i)), "first different byte of output " + i);
        }
    }
}
