package io.twinbit.app.cli;

import io.twinbit.link.journal.DeadLetterLog;
import io.twinbit.link.journal.StoredLetter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One message that was put aside, by every pipeline that did, with its payload. */
@Command(
        name = "show",
        description = "Show one dead letter with its payload.",
        footer = {
            "",
            "Examples:",
            "  twinbit deadletter show --state /var/lib/twinbit 1764079382123456",
            "  twinbit deadletter show --state /var/lib/twinbit 1764079382123456 --out payload.bin"
        })
final class DeadLetterShowCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private StateOption state;

    @Parameters(paramLabel = "POSITION", description = "Of the message, as 'list' shows it.")
    private long position;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the payload here, as it came.")
    private @Nullable Path out;

    @Option(names = "--json", description = "One JSON object a pipeline that put it aside.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<StoredLetter> letters = new ArrayList<>();
        DeadLetterLog.read(state.look(), letter -> {
            if (letter.message().position() == position) {
                letters.add(letter);
            }
        });
        if (letters.isEmpty()) {
            throw new Failure(ExitCode.FILE, state.folder() + ": no dead letter at position " + position
                    + "; 'twinbit deadletter list' shows those that are there");
        }
        letters.forEach(this::print);
        if (out != null) {
            Files.write(out, letters.getFirst().message().payload());
        }
        return ExitCode.DONE.status();
    }

    private void print(StoredLetter letter) {
        Map<String, Object> object = LetterChoice.object(letter);
        byte[] payload = letter.message().payload();
        if (json) {
            StoredText.put(object, payload);
            JsonOutput.print(spec, object);
            return;
        }
        PrintWriter text = spec.commandLine().getOut();
        object.put("time_ms", StoredText.time(letter.message().receivedAtUs()));
        object.forEach((key, value) -> text.printf("%-14s %s%n", key, value));
        text.println();
        text.println(StoredText.dump(payload));
    }
}
