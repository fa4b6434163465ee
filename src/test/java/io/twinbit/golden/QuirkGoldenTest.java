package io.twinbit.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.twinbit.app.cli.CaseResult;
import io.twinbit.app.cli.CaseResult.Status;
import io.twinbit.app.cli.GoldenCase;
import io.twinbit.app.config.ProfileStore;
import io.twinbit.nn.device.Arithmetic;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.device.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What other libraries' own sources answer where they differ from the reference kernels: a folder a case, whose {@code
 * ORIGIN.txt} names the profile and the quirk. Without the quirk the profile answers otherwise.
 */
class QuirkGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/quirks");

    @TestFactory
    Stream<DynamicTest> constructedCases() throws IOException {
        List<GoldenCase> cases = GoldenCase.in(FOLDER);
        assertFalse(cases.isEmpty());
        return cases.stream().map(golden -> dynamicTest(golden.name(), () -> check(golden)));
    }

    private static void check(GoldenCase golden) throws IOException {
        DeviceProfile profile = ProfileStore.find(origin(golden, "profile"));
        Quirk quirk = Quirk.valueOf(origin(golden, "quirk").toUpperCase(Locale.ROOT));
        assertEquals(Standing.CONSTRUCTED, profile.arithmetic().quirks().get(quirk));
        CaseResult result = golden.run(profile);
        assertEquals(Status.PASSED, result.status(), result.toString());
        assertEquals(Status.FAILED, golden.run(without(profile, quirk)).status());
    }

    private static String origin(GoldenCase golden, String key) throws IOException {
        return Files.readAllLines(golden.folder().resolve("ORIGIN.txt")).stream()
                .filter(line -> line.startsWith(key + ": "))
                .map(line -> line.substring(key.length() + 2))
                .findFirst()
                .orElseThrow();
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
