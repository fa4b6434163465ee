package io.twinbit.app.cli;

import io.twinbit.app.config.FirmwareKernels;
import io.twinbit.app.config.ModelFile;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.emit.CEmitter;
import io.twinbit.nn.emit.CName;
import io.twinbit.nn.emit.Export;
import io.twinbit.nn.emit.ExportFormat;
import io.twinbit.nn.emit.ExportOptions;
import io.twinbit.nn.emit.KnownAnswers;
import io.twinbit.nn.emit.KnownInputs;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.tensor.TensorSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The network as C for a microcontroller. */
@Command(
        name = "export",
        description = {
            "Write a network as C99 that gives the same bits as the gateway, with a self-test.",
            "The folder is written whole or not at all; MANIFEST.json in it says what it takes."
        },
        footer = {
            "",
            "Examples:",
            "  twinbit export model.tflite --profile cmsis-nn --out firmware/kws",
            "  twinbit export model.tflite --name kws --format arduino --out libraries/kws",
            "",
            "Then: cc -std=c99 -O2 -I firmware/kws firmware/kws/*.c -lm -o kws && ./kws"
        })
final class ExportCommand implements Callable<Integer> {
    private static final int MOST_KNOWN_ANSWERS = 256;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ProfileOption profile;

    @Parameters(paramLabel = "MODEL", description = "The network, a .tflite file.")
    @SuppressWarnings("NullAway.Init")
    private Path model;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to write.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "c",
            completionCandidates = Formats.class,
            description = "Shape of the folder: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private String format;

    @Option(
            names = "--name",
            paramLabel = "N",
            description = "Prefix of all names in the C. Default: made of the model's file name.")
    private @Nullable String name;

    @Option(
            names = "--known-answers",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many made-up inputs the self-test has: extremes, then random. Default: ${DEFAULT-VALUE}.")
    private int knownAnswers;

    @Option(
            names = "--inputs",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Raw tensors, a file for each input, whose invocations the self-test has too.")
    private @Nullable List<Path> inputs;

    @Option(names = "--force", description = "Write even if the folder is not empty; files of an earlier export go.")
    private boolean force;

    @Option(names = "--json", description = "Print the manifest.")
    private boolean json;

    /** For help and completion. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(ExportFormat.values()).map(ExportFormat::label).iterator();
        }
    }

    @Override
    public Integer call() throws IOException {
        ExportFormat shape = format();
        CName prefix = name();
        checkCount(knownAnswers);
        ExportFolder folder = new ExportFolder(out, force);
        folder.check();
        DeviceProfile target = profile.profile();
        Program program = Lowering.lower(ModelFile.read(model), target);
        ExportOptions options =
                new ExportOptions(prefix, String.valueOf(model.getFileName()), target.name(), Version.number());
        KnownAnswers answers = KnownAnswers.of(program, vectors(program));
        Export export = shape.arrange(CEmitter.emit(options, program, answers, FirmwareKernels.read()));
        ExportManifest manifest = ExportManifest.of(export, shape);
        SortedMap<String, String> files = new TreeMap<>(export.files());
        files.put(ExportManifest.FILE, manifest.toJson());
        folder.write(files, ExportManifest.filesOf(out));
        print(manifest, answers.vectors().size());
        return ExitCode.DONE.status();
    }

    private ExportFormat format() {
        return Arrays.stream(ExportFormat.values())
                .filter(candidate -> candidate.label().equals(format))
                .findFirst()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--format " + format + ": one of "
                        + String.join(", ", new Formats()) + " expected"));
    }

    private CName name() {
        if (name == null) {
            return CName.of(String.valueOf(model.getFileName()).replaceFirst("\\.tflite$", ""));
        }
        try {
            return new CName(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--name: " + e.getMessage());
        }
    }

    private void checkCount(long count) {
        if (count < 1 || count > MOST_KNOWN_ANSWERS) {
            throw new ParameterException(
                    spec.commandLine(), count + " known answers; 1 to " + MOST_KNOWN_ANSWERS + " expected");
        }
    }

    private List<List<byte[]>> vectors(Program program) throws IOException {
        List<List<byte[]>> vectors = new ArrayList<>(KnownInputs.of(program, knownAnswers));
        if (inputs != null) {
            List<TensorSpec> specs = program.inputs().stream().map(Slot::spec).toList();
            RawInference.requireAsMany(spec, "--inputs", inputs, specs);
            List<RawTensorFile> files = RawInference.open(inputs, specs);
            checkCount(knownAnswers + RawInference.agreed(files));
            for (long i = 0; i < files.getFirst().invocations(); i++) {
                long invocation = i;
                vectors.add(files.stream().map(file -> file.read(invocation)).toList());
            }
        }
        return vectors;
    }

    private void print(ExportManifest manifest, int vectors) {
        if (json) {
            JsonOutput.print(spec, manifest);
            return;
        }
        PrintWriter text = spec.commandLine().getOut();
        text.println(out + ": " + (manifest.files().size() + 1) + " files, format " + manifest.format());
        text.println("arithmetic_id  " + manifest.arithmeticId());
        text.println("artifact_hash  " + manifest.artifactHash());
        text.println("arena          " + manifest.arenaBytes() + " bytes of RAM, and " + manifest.stateBytes() + " of state");
        text.println("constants      " + manifest.constantsBytes() + " bytes of flash: weights, biases, factors, tables");
        text.println("self-test      " + vectors + " inputs with their outputs, in " + manifest.name() + "_known_answers.c");
        text.flush();
    }
}
