package io.twinbit.app.cli;

import io.twinbit.app.config.GatewayConfig;
import io.twinbit.app.config.Problem;
import io.twinbit.app.gateway.Reachability;
import io.twinbit.app.gateway.WiredPipeline;
import io.twinbit.app.gateway.Wiring;
import io.twinbit.app.gateway.Wiring.Wired;
import io.twinbit.nn.lower.Capacity;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything that can be known before a start. */
@Command(
        name = "check",
        description = {
            "Say all that is wrong with a configuration, before a start.",
            "Keys, files, networks against their profiles, the broker, the page's port; every problem in one run.",
            "Exit status 78: the configuration, 66: a file, 65: a network, 69: the broker or the port."
        },
        footer = {"", "Example:", "  twinbit check --config twinbit.toml"})
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ConfigOption config;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    /** What {@code --json} prints; its components are the keys. */
    record Answer(
            boolean ok,
            List<ProblemLine> problems,
            List<PipelineLine> pipelines,
            @Nullable String broker,
            @Nullable String brokerFault,
            @Nullable String httpFault) {}

    /** @param kind {@code configuration}, {@code missing_file} or {@code model} */
    record ProblemLine(String kind, String file, int line, String key, String text) {}

    /** @param tooLarge why the network does not fit the profile's board; in the gateway it runs all the same */
    record PipelineLine(String name, String model, String profile, String arithmeticId, int arenaBytes, List<String> tooLarge) {}

    @Override
    public Integer call() {
        Wired wired = Wiring.of(config.file(), System.getenv());
        GatewayConfig sound = wired.config();
        String broker = sound == null ? null : sound.mqtt().address();
        String brokerFault = sound == null ? null : Reachability.ofBroker(sound).orElse(null);
        String httpFault = sound == null ? null : Reachability.ofPage(sound).orElse(null);
        boolean ok = sound != null && brokerFault == null && httpFault == null;
        Answer answer = new Answer(
                ok,
                wired.problems().inOrder().stream().map(CheckCommand::line).toList(),
                wired.pipelines().stream().map(CheckCommand::line).toList(),
                broker,
                brokerFault,
                httpFault);
        print(answer);
        if (sound == null) {
            return conclude(config.failure(wired.problems()));
        }
        String unreachable = String.join("\n", faults(answer));
        return ok ? ExitCode.DONE.status() : conclude(new Failure(ExitCode.UNAVAILABLE, unreachable));
    }

    /** In JSON the answer has said it all. */
    private int conclude(Failure failure) {
        if (json) {
            return failure.code().status();
        }
        throw failure;
    }

    private static List<String> faults(Answer answer) {
        return Stream.of(answer.brokerFault(), answer.httpFault())
                .filter(Objects::nonNull)
                .toList();
    }

    private void print(Answer answer) {
        if (json) {
            JsonOutput.print(spec, answer);
        } else {
            table(answer, spec.commandLine().getOut());
        }
        spec.commandLine().getOut().flush();
    }

    private static void table(Answer answer, PrintWriter out) {
        for (PipelineLine pipeline : answer.pipelines()) {
            out.println("pipeline " + pipeline.name() + ": " + pipeline.model() + " as " + pipeline.profile() + ", "
                    + pipeline.arithmeticId() + ", arena " + pipeline.arenaBytes() + " bytes");
            pipeline.tooLarge().forEach(shortfall -> out.println("  too large for the board: " + shortfall));
        }
        if (answer.broker() != null && answer.brokerFault() == null) {
            out.println("broker " + answer.broker() + ": takes us");
        }
        if (answer.ok()) {
            out.println("ok");
        }
    }

    private static ProblemLine line(Problem problem) {
        return new ProblemLine(
                problem.kind().name().toLowerCase(Locale.ROOT),
                problem.file(),
                problem.line(),
                problem.key(),
                problem.text());
    }

    private static PipelineLine line(WiredPipeline pipeline) {
        return new PipelineLine(
                pipeline.name(),
                pipeline.config().model().toString(),
                pipeline.profile().name(),
                pipeline.arithmeticId(),
                pipeline.program().arenaBytes(),
                Capacity.shortfalls(pipeline.graph(), pipeline.program(), pipeline.profile()));
    }
}
