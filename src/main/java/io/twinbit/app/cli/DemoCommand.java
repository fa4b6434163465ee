package io.twinbit.app.cli;

import io.twinbit.app.demo.Decision;
import io.twinbit.app.demo.Demo;
import io.twinbit.app.demo.DemoSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole gateway on this machine, with nothing to set up. */
@Command(
        name = "demo",
        description = {
            "Run the whole gateway with nothing to set up.",
            "An embedded broker, simulated machines whose health changes, the bundled networks, and the page.",
            "Until Ctrl-C, unless --seconds says how long."
        },
        footer = {
            "",
            "Examples:",
            "  twinbit demo",
            "  twinbit demo --seconds 25 --record /tmp/demo",
            "  twinbit replay --config /tmp/demo/twinbit.toml --recording /tmp/demo/recording.twr"
        })
final class DemoCommand implements Callable<Integer> {
    private static final long LOOK_EVERY_MS = 100;
    private static final long COMPLETE_WITHIN_MS = 15_000;
    private static final long FOREVER_S = TimeUnit.DAYS.toSeconds(10_000);
    private static final int MAX_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--seconds", paramLabel = "N", description = "Stop after so long.")
    private long seconds = FOREVER_S;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8080",
            description = "Port of the page, default ${DEFAULT-VALUE}; 0 picks a free one.")
    private int port;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Write configuration, networks and the recording of what came in into DIR.")
    private @Nullable Path record;

    @Option(names = "--json", description = "One JSON object a decision, as published, and a last summary object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireWithin("--seconds", seconds, 1, FOREVER_S);
        requireWithin("--port", port, 0, MAX_PORT);
        LogOutput.onlyWarnings();
        DemoView view = json ? new DemoJsonView(spec) : tableView();
        DemoSummary summary;
        try (Demo demo = Demo.start(Version.number(), port, record)) {
            view.started(demo.brokerAddress(), demo.page().toString());
            showUntilStopped(demo, view);
            demo.stopDevices();
            showRest(demo, view);
            summary = demo.summary();
        }
        view.ended(summary);
        return ExitCode.DONE.status();
    }

    private void requireWithin(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + ": found " + value + ", expected " + least + " to " + most);
        }
    }

    private DemoView tableView() {
        return new DemoTableView(spec.commandLine().getOut(), spec.commandLine().getColorScheme().ansi(), Terminal.isLive());
    }

    private void showUntilStopped(Demo demo, DemoView view) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < endNs && !StopSignal.await(0)) {
            show(demo.next(LOOK_EVERY_MS), view);
        }
    }

    /** What the devices have published is decided and shown before anything else stops. */
    private static void showRest(Demo demo, DemoView view) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(COMPLETE_WITHIN_MS);
        while (!demo.isComplete() && System.nanoTime() < endNs) {
            show(demo.next(LOOK_EVERY_MS), view);
        }
    }

    private static void show(@Nullable Decision decision, DemoView view) {
        if (decision == null) {
            view.idle();
        } else {
            view.show(decision);
        }
    }
}
