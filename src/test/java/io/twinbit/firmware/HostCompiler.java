package io.twinbit.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.app.config.FirmwareKernels;
import io.twinbit.nn.emit.CEmitter;
import io.twinbit.nn.emit.CName;
import io.twinbit.nn.emit.ExportOptions;
import io.twinbit.nn.emit.KnownAnswers;
import io.twinbit.nn.emit.KnownInputs;
import io.twinbit.nn.lower.Program;
import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The host's C compiler with one set of flags. Programs are exported under one name, so that the object file of a kernel
 * serves all that share its configuration.
 */
public final class HostCompiler {
    private static final List<String> STRICT = List.of(
            "-std=c99", "-Wall", "-Wextra", "-Wconversion", "-Wsign-conversion", "-Werror");
    private static final int TIMEOUT_S = 60;

    private final Path folder;
    private final Path compiler;
    private final List<String> flags;

    /** Object file by the text that it was compiled from, headers included. */
    private final Map<String, Path> objects = new ConcurrentHashMap<>();

    public HostCompiler(Path folder, String... flags) {
        this.folder = folder;
        this.compiler = OptionalTool.program("cc", "apt-get install gcc");
        this.flags = List.of(flags);
    }

    /** A program that reads and writes raw tensor files, or checks two known answers. */
    public Path build(Program program) throws IOException, InterruptedException {
        return build(program, KnownAnswers.of(program, KnownInputs.of(program, 2)));
    }

    /** The same with these known answers. */
    public Path build(Program program, KnownAnswers answers) throws IOException, InterruptedException {
        ExportOptions options = new ExportOptions(new CName("net"), "test", "test", "0");
        SortedMap<String, String> files =
                CEmitter.emit(options, program, answers, FirmwareKernels.read()).files();
        Path sources = Files.createTempDirectory(folder, "net");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(sources.resolve(file.getKey()), file.getValue());
        }
        List<String> command = new ArrayList<>(List.of(compiler.toString()));
        command.addAll(flags);
        for (String file : files.keySet()) {
            if (file.endsWith(".c")) {
                command.add(object(sources, file, files).toString());
            }
        }
        Path executable = sources.resolve("net");
        command.addAll(List.of("-o", executable.toString(), "-lm"));
        assertEquals("", run(command, 0));
        return executable;
    }

    private Path object(Path sources, String file, SortedMap<String, String> files)
            throws IOException, InterruptedException {
        SortedMap<String, String> read = new TreeMap<>(files);
        read.keySet().removeIf(other -> other.endsWith(".c") && !other.equals(file));
        boolean isKernel = !List.of("net.c", "net_weights.c", "net_known_answers.c", "net_main.c").contains(file);
        if (isKernel) { // these include neither
            read.remove("net.h");
            read.remove("net_weights.h");
            read.remove("net_known_answers.h");
        }
        String key = file + read;
        Path known = objects.get(key);
        if (known != null) {
            return known;
        }
        Path object = sources.resolve(file.replace(".c", ".o"));
        List<String> command = new ArrayList<>(List.of(compiler.toString()));
        command.addAll(STRICT);
        command.addAll(flags);
        command.addAll(List.of("-I", sources.toString(), "-c", sources.resolve(file).toString(), "-o", object.toString()));
        assertEquals("", run(command, 0));
        objects.put(key, object);
        return object;
    }

    /** What a command printed; fails if it takes too long or ends with another status. */
    public static String run(List<String> command, int status) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(TIMEOUT_S, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertEquals(true, ended, () -> command + " takes too long: " + printed);
        assertEquals(status, process.exitValue(), () -> String.join(" ", command) + "\n" + printed);
        return printed;
    }
}
