package io.twinbit.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.lower.UnsupportedModelException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    @Test
    void helpNamesTheCommandsAndShowsExamples() {
        CommandRun run = CommandRun.of("--help");
        assertEquals(0, run.status());
        assertTrue(run.out().contains("completion") && run.out().contains("Examples:"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void everyCommandHasHelpWithADescription() {
        for (String name : Main.commandLine().getSubcommands().keySet()) {
            CommandRun run = CommandRun.of(name, "--help");
            assertEquals(0, run.status(), name);
            assertTrue(run.out().startsWith("Usage: twinbit " + name), run.out());
            assertTrue(run.out().contains("Example"), name + " shows no example");
        }
    }

    @Test
    void versionIsOneLine() {
        assertTrue(CommandRun.of("--version").out().matches("twinbit .+\\R"));
    }

    @Test
    void wrongUsageIsTwoLinesAndNothingOnStandardOutput() {
        for (String[] args : new String[][] {{}, {"demmo"}, {"completion", "--loud"}}) {
            CommandRun run = CommandRun.of(args);
            assertEquals(64, run.status());
            assertEquals("", run.out());
            assertEquals(2, run.err().lines().count(), run.err());
            assertTrue(run.err().startsWith("twinbit: ") && run.err().contains("--help"), run.err());
        }
    }

    @Test
    void completionScriptNamesCommandsAndOptions() {
        String script = CommandRun.of("completion").out();
        assertTrue(script.startsWith("#!/usr/bin/env bash") && script.contains("completion"), script);
    }

    @Test
    void statusOfEachKindOfFailure() {
        Map<Throwable, Integer> expected = Map.of(
                new Failure(ExitCode.UNAVAILABLE, "no broker"), 69,
                new Failure(ExitCode.CONFIGURATION, "line 3"), 78,
                new UnsupportedModelException(List.of("operator 3")), 65,
                new NoSuchFileException("model.tflite"), 66,
                new UncheckedIOException(new IOException("disk")), 66,
                new IllegalStateException("bug"), 70);
        expected.forEach((failure, status) -> assertEquals(status, ExitCode.of(failure).status(), failure.toString()));
    }

    @Test
    void memoryThatIsUsedUpIsOneLineAndNoBug() {
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine().setErr(new PrintWriter(err));
        assertEquals(65, Errors.report(new OutOfMemoryError("Java heap space"), command));
        assertTrue(err.toString().startsWith("twinbit: out of memory (Java heap space) with "), err.toString());
        assertTrue(err.toString().contains("TWINBIT_JAVA_OPTS=-Xmx"), err.toString());
        assertEquals(1, err.toString().lines().count());
    }

    @Test
    void aReaderThatHasGoneEndsTheCommandWithoutAnError() {
        StringWriter err = new StringWriter();
        PrintWriter out = writerTo(new IOException("Broken pipe"));
        assertEquals(0, Main.execute(new String[] {"completion"}, out, new PrintWriter(err)));
        assertEquals("", err.toString());
    }

    @Test
    void aFullDiskIsNotAClosedPipe() {
        PrintWriter out = writerTo(new IOException("No space left on device"));
        out.print("x");
        assertThrows(UncheckedIOException.class, out::flush);
    }

    private static PrintWriter writerTo(IOException failure) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw failure;
            }
        };
        return new PrintWriter(ClosedPipe.guard(broken), false, StandardCharsets.UTF_8);
    }
}
