package io.twinbit.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tools and data that some tests need and a fresh machine may lack. Without them the test is skipped and says why; where
 * the environment has {@code TWINBIT_REQUIRE_OPTIONAL}, it fails instead.
 */
public final class OptionalTool {
    private OptionalTool() {}

    /** Path of a program, from the PATH or the system's folders; {@code hint} says how to get it. */
    public static Path program(String name, String hint) {
        return Stream.concat(
                        Pattern.compile(File.pathSeparator).splitAsStream(environment("PATH").orElse("")),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> missing(name + " is not on the PATH; " + hint));
    }

    /** A Python interpreter that has the packages of {@code bench/requirements.txt}. */
    public static Path pythonWithTfliteMicro() {
        return environment("TWINBIT_PYTHON")
                .map(Path::of)
                .or(() -> Optional.of(Path.of(".venv/bin/python")))
                .filter(Files::isExecutable)
                .orElseGet(() -> missing("no Python with tflite-micro; python3 -m venv .venv && "
                        + ".venv/bin/pip install -r bench/requirements.txt, or set TWINBIT_PYTHON"));
    }

    /** A folder of the public reference data (docs/reference-data.md). */
    public static Path referenceData(String folder) {
        Path path = Path.of(System.getProperty("twinbit.shared", "../shared"), folder);
        return Files.isDirectory(path)
                ? path
                : missing("no reference data in " + path + "; docs/reference-data.md says how to get it (-Dtwinbit.shared=DIR)");
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    /** Skips the test for want of a right that no installation gives, so even where everything optional is required. */
    public static void notPermitted(String what) {
        abort("skipped: " + what);
    }

    private static Path missing(String what) {
        if (environment("TWINBIT_REQUIRE_OPTIONAL").isPresent()) {
            return fail("required here: " + what);
        }
        return abort("skipped: " + what);
    }
}
