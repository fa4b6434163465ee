package io.twinbit.app.cli;

import io.twinbit.app.gateway.Gateway;
import io.twinbit.app.gateway.GatewayOptions;
import io.twinbit.app.gateway.SystemdNotifier;
import io.twinbit.app.gateway.Wiring;
import io.twinbit.app.gateway.Wiring.Wired;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The daemon. It logs to standard output, and ends with a signal, or when a bug leaves it no other way. */
@Command(
        name = "run",
        description = {
            "Run the daemon: sensor messages in, decisions out, until Ctrl-C or SIGTERM.",
            "It starts without a broker and keeps trying; 'check' says beforehand what is wrong.",
            "Exit status 78: the configuration, 66: a file, 65: a network, 69: the page's port is taken."
        },
        footer = {"", "Example:", "  twinbit run --config twinbit.toml"})
final class RunCommand implements Callable<Integer> {
    private static final long LOOK_EVERY_MS = 1_000;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ConfigOption config;

    @Override
    public Integer call() throws InterruptedException {
        LogOutput.toStandardOutput();
        Wired wired = Wiring.of(config.file(), System.getenv());
        if (wired.config() == null) {
            throw config.failure(wired.problems());
        }
        SystemdNotifier systemd = SystemdNotifier.of(System.getenv(), ProcessHandle.current().pid());
        GatewayOptions options = GatewayOptions.of(Version.number()).watchedBy(systemd);
        try (Gateway gateway = Gateway.start(wired.config(), wired.pipelines(), options)) {
            while (!gateway.ended().isDone() && !StopSignal.await(LOOK_EVERY_MS)) {
                // nothing to do: the gateway has threads of its own
            }
            rethrowWhatEndedIt(gateway);
        }
        return ExitCode.DONE.status();
    }

    private static void rethrowWhatEndedIt(Gateway gateway) {
        try {
            gateway.ended().getNow(null);
        } catch (CompletionException e) {
            throw switch (e.getCause()) {
                case RuntimeException bug -> bug;
                case OutOfMemoryError memory -> new Failure(ExitCode.BUG, Errors.message(memory));
                case null, default -> e;
            };
        }
    }
}
