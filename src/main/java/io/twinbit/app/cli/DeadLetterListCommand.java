package io.twinbit.app.cli;

import io.twinbit.link.journal.DeadLetterLog;
import io.twinbit.link.journal.StoredLetter;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One line a dead letter. */
@Command(
        name = "list",
        description = {
            "List the messages that became no samples, oldest first:",
            "position, time of arrival, pipeline, topic, bytes, cause, what was found."
        },
        footer = {"", "Example:", "  twinbit deadletter list --state /var/lib/twinbit --pipeline vibration"})
final class DeadLetterListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private StateOption state;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LetterChoice choice;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        DeadLetterLog.read(state.look(), letter -> {
            if (choice.test(letter)) {
                print(letter);
            }
        });
        return ExitCode.DONE.status();
    }

    private void print(StoredLetter letter) {
        if (json) {
            JsonOutput.print(spec, LetterChoice.object(letter));
        } else {
            spec.commandLine().getOut().println(String.join(
                    "  ",
                    String.valueOf(letter.message().position()),
                    StoredText.time(letter.message().receivedAtUs()),
                    letter.pipeline(),
                    letter.message().topic(),
                    StoredText.count(letter.payloadBytes(), "byte"),
                    letter.cause(),
                    letter.detail() + (letter.offset() < 0 ? "" : " (byte " + letter.offset() + ")")));
        }
    }
}
