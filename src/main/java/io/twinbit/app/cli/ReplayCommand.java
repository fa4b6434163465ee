package io.twinbit.app.cli;

import io.twinbit.app.gateway.WiredPipeline;
import io.twinbit.app.gateway.Wiring;
import io.twinbit.app.gateway.Wiring.Wired;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Recordings through the configured pipelines, as fast as it goes: no broker, no page, no clock. */
@Command(
        name = "replay",
        description = {
            "Run recordings through the configured pipelines, bit for bit as live.",
            "As fast as it goes, without a broker; one result a line on standard output.",
            "A recording is a .twr file, as 'demo --record' and 'journal export' write them; a gateway's state directory;",
            "or a .csv file with the column t_ms and one for each feature, one sample a line."
        },
        footer = {
            "",
            "Example:",
            "  twinbit replay --config demo/machine-vibration/twinbit.toml --recording demo/machine-vibration/recording.csv"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ConfigOption config;

    @Option(
            names = "--recording",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "One or more, one after the other; the pipelines keep their state from one to the next.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> recordings;

    @Option(names = "--pipeline", paramLabel = "NAME", description = "Only this one.")
    private @Nullable String pipeline;

    @Option(names = "--json", description = "One JSON object a result, as it is published.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Wired wired = Wiring.of(config.file(), System.getenv());
        if (wired.config() == null) {
            throw config.failure(wired.problems());
        }
        List<WiredPipeline> pipelines = chosen(wired.pipelines());
        play(pipelines, new ReplayOutput(spec.commandLine().getOut(), json));
        return ExitCode.DONE.status();
    }

    private void play(List<WiredPipeline> pipelines, ReplayOutput output) throws IOException {
        try (Progress progress = Progress.on(spec)) {
            Replay replay = new Replay(pipelines, output, progress);
            for (Path recording : recordings) {
                replay.play(recording);
            }
            PrintWriter err = spec.commandLine().getErr();
            replay.damages().forEach(damage -> err.println("twinbit: " + damage));
            if (replay.deadLetters() > 0) {
                err.println("twinbit: " + replay.deadLetters() + " messages were no samples (dead letters)");
            }
        }
    }

    private List<WiredPipeline> chosen(List<WiredPipeline> all) {
        if (pipeline == null) {
            return all;
        }
        List<WiredPipeline> named = all.stream().filter(p -> p.name().equals(pipeline)).toList();
        if (named.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no pipeline '" + pipeline + "' in " + config.file()
                    + "; there are " + all.stream().map(WiredPipeline::name).toList());
        }
        return named;
    }
}
