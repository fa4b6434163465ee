package io.twinbit.app.cli;

import io.twinbit.app.config.ModelFile;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.tensor.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Raw tensors in, raw tensors out. */
@Command(
        name = "infer",
        description = {
            "Run a network over raw tensor files.",
            "A file holds invocations one after another: little-endian elements in row-major order, in the tensor's own type."
        },
        footer = {"", "Example:", "  twinbit infer model.tflite --input windows.bin --output answers.bin"})
final class InferCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ProfileOption profile;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private KernelsOption kernels;

    @Parameters(paramLabel = "MODEL", description = "The network, a .tflite file.")
    @SuppressWarnings("NullAway.Init")
    private Path model;

    @Option(names = "--input", arity = "1..*", required = true, paramLabel = "FILE", description = "One for each input.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> inputs;

    @Option(names = "--output", arity = "1..*", required = true, paramLabel = "FILE", description = "One for each output.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> outputs;

    @Override
    public Integer call() throws IOException {
        kernels.available();
        Program program = Lowering.lower(ModelFile.read(model), profile.profile());
        List<TensorSpec> given = RawInference.specs(program.inputs());
        RawInference.requireAsMany(spec, "--input", inputs, given);
        RawInference.requireAsMany(spec, "--output", outputs, RawInference.specs(program.outputs()));
        checkApart();
        run(new RawInference(program, RawInference.open(inputs, given)));
        return ExitCode.DONE.status();
    }

    private void run(RawInference inference) throws IOException {
        try (OutputFiles files = OutputFiles.open(outputs)) {
            for (long i = 0; i < inference.invocations(); i++) {
                files.write(inference.run(i));
            }
        }
    }

    /** An output that is opened while it is still to be read as an input would be emptied first. */
    private void checkApart() throws IOException {
        for (Path output : outputs) {
            for (Path input : inputs) {
                if (Files.exists(output) && Files.exists(input) && Files.isSameFile(output, input)) {
                    throw new ParameterException(spec.commandLine(), output + " is an input and an output");
                }
            }
        }
    }
}
