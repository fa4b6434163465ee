package io.twinbit.app.cli;

import io.twinbit.app.config.Problem;
import io.twinbit.app.config.Problems;
import java.nio.file.Path;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** {@code --config}, and what is said when it is wrong. */
final class ConfigOption {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration, a TOML file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    Path file() {
        return file;
    }

    /** All problems, one a line, and the status of the worst. */
    Failure failure(Problems problems) {
        String count = problems.count() == 1 ? "1 problem" : problems.count() + " problems";
        String all = problems.inOrder().stream().map(Problem::toString).collect(Collectors.joining("\n"));
        return new Failure(code(problems.worst()), count + " in the configuration\n" + all);
    }

    static ExitCode code(Problem.Kind kind) {
        return switch (kind) {
            case CONFIGURATION -> ExitCode.CONFIGURATION;
            case MISSING_FILE -> ExitCode.FILE;
            case MODEL -> ExitCode.DATA;
        };
    }
}
