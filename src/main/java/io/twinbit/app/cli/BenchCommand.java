package io.twinbit.app.cli;

import io.twinbit.app.config.ModelFile;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.Slot;
import io.twinbit.nn.tensor.TensorSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Time, allocation and arena of one inference. */
@Command(
        name = "bench",
        description = "Time one inference, after warm-up.",
        footer = {"", "Example:", "  twinbit bench model.tflite --json"})
final class BenchCommand implements Callable<Integer> {
    private static final double MOST_SECONDS = 3_600;

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

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "FILE",
            description = "A raw tensor file for each input, whose first invocation is timed. Default: random bytes.")
    private @Nullable List<Path> inputs;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "2",
            description = "How long to measure, after a warm-up as long (default: 2).")
    private double seconds;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    private record Answer(
            String model,
            String profile,
            String kernels,
            double timeUsMedian,
            double timeUsMin,
            long allocatedBytes,
            int arenaBytes) {}

    @Override
    public Integer call() throws IOException {
        String running = kernels.available().label();
        DeviceProfile arithmetic = profile.profile();
        Program program = Lowering.lower(ModelFile.read(model), arithmetic);
        Stopwatch.Reading reading = new Stopwatch(new Interpreter(program), inputs(program), measureNs()).measure();
        print(new Answer(
                model.toString(),
                arithmetic.name(),
                running,
                reading.medianNs() / 1000.0,
                reading.minNs() / 1000.0,
                reading.allocatedBytes(),
                program.arenaBytes()));
        return ExitCode.DONE.status();
    }

    private List<byte[]> inputs(Program program) throws IOException {
        List<TensorSpec> specs = program.inputs().stream().map(Slot::spec).toList();
        if (inputs != null) {
            RawInference.requireAsMany(spec, "--input", inputs, specs);
            return RawInference.open(inputs, specs).stream().map(file -> file.read(0)).toList();
        }
        SplittableRandom random = new SplittableRandom(1);
        return specs.stream().map(tensor -> random(tensor, random)).toList();
    }

    private static byte[] random(TensorSpec tensor, SplittableRandom random) {
        byte[] bytes = new byte[tensor.bytes()];
        random.nextBytes(bytes);
        return bytes;
    }

    private long measureNs() {
        if (!(seconds > 0) || seconds > MOST_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(), "--seconds " + seconds + ", more than 0 and at most " + MOST_SECONDS + " expected");
        }
        return (long) (seconds * 1e9);
    }

    private void print(Answer answer) {
        if (json) {
            JsonOutput.print(spec, answer);
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(answer.model() + ", profile " + answer.profile() + ", kernels " + answer.kernels());
        out.printf("time        %.1f us median, %.1f us minimum%n", answer.timeUsMedian(), answer.timeUsMin());
        out.println("allocation  " + answer.allocatedBytes() + " bytes an inference");
        out.println("arena       " + answer.arenaBytes() + " bytes");
    }
}
