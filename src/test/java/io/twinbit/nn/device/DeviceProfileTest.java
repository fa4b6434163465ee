package io.twinbit.nn.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.fixed.Rounding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeviceProfileTest {
    private static final Path FOLDER = Path.of("device-profiles");

    private static final String VALID = """
            description = "A board"
            library = "its kernels"
            standing = "constructed"
            [arithmetic]
            rounding = "double"
            derivation = "2026-10"
            convolution_scale = "float64"
            kernel_generation = "2023-04"
            """;

    private static DeviceProfile bundled(String name) throws IOException {
        return DeviceProfile.parse(name, Files.readString(FOLDER.resolve(name + ".toml")));
    }

    @Test
    void everyBundledProfileIsValid() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".toml", "");
                assertEquals(name, bundled(name).name());
            }
        }
    }

    @Test
    void theBundledProfilesSayWhatTheyDifferIn() throws IOException {
        Arithmetic reference = bundled("tflm-reference").arithmetic();
        assertEquals(Rounding.DOUBLE, reference.rounding());
        assertEquals(Derivation.SINCE_2026_10, reference.derivation());
        assertEquals(ScaleType.FLOAT64, reference.convolutionScale());
        assertEquals(Map.of(), reference.quirks());
        assertEquals(Derivation.BEFORE_2026_10, bundled("tflm-before-2026-10").arithmetic().derivation());
        assertEquals(Rounding.SINGLE, bundled("x-cube-ai").arithmetic().rounding());
        assertEquals(ScaleType.FLOAT32, bundled("x-cube-ai").arithmetic().convolutionScale());
        assertTrue(bundled("andes-nn").arithmetic().has(Quirk.FULLY_CONNECTED_HALF_UP));
    }

    @Test
    void quirksCarryTheirStanding() {
        DeviceProfile profile = DeviceProfile.parse("p", VALID + "quirks.fully_connected_half_up = \"constructed\"\n");
        assertEquals(Map.of(Quirk.FULLY_CONNECTED_HALF_UP, Standing.CONSTRUCTED), profile.arithmetic().quirks());
        assertEquals(Standing.CONSTRUCTED, profile.standing());
        assertFalse(DeviceProfile.parse("p", VALID).arithmetic().has(Quirk.FULLY_CONNECTED_HALF_UP));
    }

    @Test
    void aBoardMayNameItsMemory() {
        DeviceProfile board = DeviceProfile.parse("p", "ram_bytes = 65536\nflash_bytes = 1048576\n" + VALID);
        assertEquals(65_536, board.ramBytes());
        assertEquals(1_048_576, board.flashBytes());
        assertNull(DeviceProfile.parse("p", VALID).ramBytes());
        List<String> problems = assertThrows(
                ProfileException.class, () -> DeviceProfile.parse("p", "ram_bytes = 0\n" + VALID)).problems();
        assertEquals(List.of("device profile p, line 1: 'ram_bytes' is 0, a whole number above 0 expected"), problems);
    }

    @Test
    void allProblemsAreToldAtOnceWithTheirLines() {
        String wrong = VALID.replace("library", "libary")
                .replace("\"double\"", "\"triple\"")
                .replace("convolution_scale = \"float64\"\n", "")
                + "quirks.no_such_quirk = \"proved\"\n";
        List<String> problems = assertThrows(ProfileException.class, () -> DeviceProfile.parse("p", wrong)).problems();
        assertEquals(
                List.of(
                        "device profile p, line 2: unknown key 'libary', known here: arithmetic, description,"
                                + " flash_bytes, library, ram_bytes, standing",
                        "device profile p: 'library' must be a text",
                        "device profile p, line 5: 'rounding' is triple, expected \"double\" or \"single\"",
                        "device profile p: 'convolution_scale' is missing: \"float64\" or \"float32\"",
                        "device profile p, line 8: unknown key 'no_such_quirk', known here: "
                                + String.join(", ", new TreeSet<>(Stream.of(Quirk.values()).map(Quirk::label).toList()))),
                problems);
    }

    @Test
    void syntaxErrorsAreProblemsToo() {
        List<String> problems =
                assertThrows(ProfileException.class, () -> DeviceProfile.parse("p", "a = \n")).problems();
        assertTrue(problems.getFirst().startsWith("device profile p, line 1: "), problems.toString());
    }
}
