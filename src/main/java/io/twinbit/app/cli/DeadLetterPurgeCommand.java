package io.twinbit.app.cli;

import io.twinbit.link.journal.DeadLetterLog;
import io.twinbit.link.journal.StateDirectory;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Deletes dead letters. */
@Command(
        name = "purge",
        description = {
            "Delete dead letters for good: all, or those of a pipeline or of some positions.",
            "The gateway must be stopped; while it runs, its state directory is locked (exit status 69)."
        },
        footer = {"", "Example:", "  twinbit deadletter purge --state /var/lib/twinbit --pipeline vibration"})
final class DeadLetterPurgeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private StateOption state;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LetterChoice choice;

    @Override
    public Integer call() throws IOException {
        try (StateDirectory taken = state.take();
                DeadLetterLog log = DeadLetterLog.open(taken.storage(), DeadLetterLog.MIN_BYTES)) {
            int deleted = log.remove(choice);
            spec.commandLine().getOut().println(StoredText.count(deleted, "dead letter") + " deleted");
        }
        return ExitCode.DONE.status();
    }
}
