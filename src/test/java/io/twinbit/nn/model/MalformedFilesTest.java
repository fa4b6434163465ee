package io.twinbit.nn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Broken files, each refused with its place; {@code kinds.txt} beside them says what was done to each. */
class MalformedFilesTest {
    private static final Path OURS = Path.of("src/test/resources/malformed");

    @Test
    void everyFileThatMustBeRefusedIs() throws IOException {
        assertEquals(List.of(), accepted(OURS));
    }

    @Test
    void everyFileOfTheReferenceDataThatMustBeRefusedIs() throws IOException {
        assertEquals(List.of(), accepted(OptionalTool.referenceData("malformed")));
    }

    @Test
    void theMessageNamesThePlace() throws IOException {
        assertEquals("operator 0 CONV_2D: bias 2, 1 elements expected", message("013-bias-length"));
        assertEquals(
                "byte 36: buffers of model with 2147483647 elements: 8589934588 bytes from here do not fit in the file of"
                        + " 1296 bytes",
                message("007-vector-length-buffers"));
        assertEquals("operator 0 MEAN: axis 50 of rank 4", message("029-reduce-axis"));
        assertTrue(message("037-subgraphs-two").contains("2 subgraphs, exactly 1 expected"));
    }

    private static String message(String name) throws IOException {
        return Attempt.refusal(Files.readAllBytes(OURS.resolve(name + ".tflite"))).orElseThrow();
    }

    private static List<String> accepted(Path folder) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("kinds.txt"))) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .filter(kind -> isAccepted(folder.resolve(kind[0])) && kind[1].equals("reject"))
                    .map(kind -> kind[0] + ": " + kind[3])
                    .toList();
        }
    }

    private static boolean isAccepted(Path file) {
        try {
            return Attempt.refusal(Files.readAllBytes(file)).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
