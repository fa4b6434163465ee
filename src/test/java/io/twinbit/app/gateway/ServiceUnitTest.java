package io.twinbit.app.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.testing.OptionalTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit says what systemd understands, and leaves the daemon next to no rights. */
class ServiceUnitTest {
    private static final Path UNIT = Path.of("systemd/twinbit.service");
    private static final String PROGRAM = "/opt/twinbit/twinbit";

    @TempDir
    Path folder;

    private Path systemdAnalyze;

    @BeforeEach
    void findTool() {
        systemdAnalyze = OptionalTool.program("systemd-analyze", "apt-get install systemd");
    }

    @Test
    void isValid() throws Exception {
        // the program is not installed here: a copy of the unit that starts something that is
        String text = Files.readString(UNIT);
        assertTrue(text.contains("ExecStart=" + PROGRAM + " run "));
        Path copy = folder.resolve("twinbit.service");
        Files.writeString(copy, text.replace(PROGRAM, "/bin/sh"));
        assertEquals("0: ", run("verify", copy.toString()));
    }

    @Test
    void isExposedAtMost15Tenths() throws Exception {
        String result = run("security", "--offline=true", "--threshold=15", "--no-pager", UNIT.toString());
        assertTrue(result.startsWith("0: "), result);
    }

    private String run(String... arguments) throws Exception {
        List<String> command = Stream.concat(Stream.of(systemdAnalyze.toString()), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + ": " + output;
    }
}
