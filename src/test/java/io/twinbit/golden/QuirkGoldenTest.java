package io.twinbit.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.twinbit.app.cli.CaseResult;
import io.twinbit.app.cli.CaseResult.Status;
import io.twinbit.app.cli.GoldenCase;
import io.twinbit.app.config.ModelFile;
import io.twinbit.app.config.ProfileStore;
import io.twinbit.nn.device.Arithmetic;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.device.Standing;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What other libraries' own sources answer where they differ from the reference kernels: a folder a case, whose {@code
 * ORIGIN.txt} names the profile and the quirk, without which the profile answers otherwise, or another profile that does.
 */
class QuirkGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/quirks");

    @TestFactory
    Stream<DynamicTest> constructedCases() throws IOException {
        List<GoldenCase> cases = GoldenCase.in(FOLDER);
        assertFalse(cases.isEmpty());
        return cases.stream().map(golden -> dynamicTest(golden.name(), () -> check(golden)));
    }

    /** The same input twice: with state the second answer is another one. Read in the source, so not a case above. */
    @Test
    void anLstmForgets() throws IOException {
        assertTrue(answersTwiceAlike("cmsis-nn"));
        assertFalse(answersTwiceAlike("tflm-before-2026-10"));
    }

    private static boolean answersTwiceAlike(String profile) throws IOException {
        Path golden = Path.of("src/test/resources/golden/unidirectional_sequence_lstm-s8-00");
        Program program = Lowering.lower(ModelFile.read(golden.resolve("model.tflite")), ProfileStore.find(profile));
        Interpreter interpreter = new Interpreter(program);
        byte[] input = Files.readAllBytes(golden.resolve("input-0.bin"));
        List<byte[]> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            interpreter.input(0).write(input, 0);
            interpreter.invoke();
            byte[] answer = new byte[interpreter.output(0).spec().bytes()];
            interpreter.output(0).read(answer, 0);
            answers.add(answer);
        }
        return Arrays.equals(answers.get(0), answers.get(1));
    }

    private static void check(GoldenCase golden) throws IOException {
        DeviceProfile profile = ProfileStore.find(origin(golden, "profile").orElseThrow());
        CaseResult result = golden.run(profile);
        assertEquals(Status.PASSED, result.status(), result.toString());
        assertEquals(Status.FAILED, golden.run(other(golden, profile)).status());
    }

    /** The profile that answers otherwise: it is named, or is {@code profile} without the quirk that is named. */
    private static DeviceProfile other(GoldenCase golden, DeviceProfile profile) throws IOException {
        Optional<String> named = origin(golden, "other-profile");
        if (named.isPresent()) {
            return ProfileStore.find(named.get());
        }
        Quirk quirk = Quirk.valueOf(origin(golden, "quirk").orElseThrow().toUpperCase(Locale.ROOT));
        assertEquals(Standing.CONSTRUCTED, profile.arithmetic().quirks().get(quirk));
        return without(profile, quirk);
    }

    private static Optional<String> origin(GoldenCase golden, String key) throws IOException {
        return Files.readAllLines(golden.folder().resolve("ORIGIN.txt")).stream()
                .filter(line -> line.startsWith(key + ": "))
                .map(line -> line.substring(key.length() + 2))
                .findFirst();
    }

    private static DeviceProfile without(DeviceProfile profile, Quirk quirk) {
        Arithmetic a = profile.arithmetic();
        Map<Quirk, Standing> quirks = new EnumMap<>(Quirk.class);
        quirks.putAll(a.quirks());
        quirks.remove(quirk);
        Arithmetic plain =
                new Arithmetic(a.rounding(), a.derivation(), a.convolutionScale(), a.kernelGeneration(), quirks);
        return new DeviceProfile(
                "plain", profile.description(), profile.library(), profile.standing(), plain, null, null);
    }
}
