package io.twinbit.app.cli;

import io.twinbit.link.journal.StateSurvey;
import io.twinbit.link.journal.SurveyedFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads every record of a state directory and its CRC. */
@Command(
        name = "verify",
        description = {
            "Read every record of journal, checkpoints and dead letters, and its checksum.",
            "Exit status 1: a file is damaged; each is named with the offset of the first damage.",
            "A torn end of what was never durable is none: a start cuts it off."
        },
        footer = {"", "Example:", "  twinbit journal verify --state /var/lib/twinbit"})
final class JournalVerifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private StateOption state;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    record Damaged(String file, long offsetBytes, String reason) {}

    record Verdict(int whole, int damaged, List<Damaged> files) {}

    @Override
    public Integer call() throws IOException {
        List<SurveyedFile> files = StateSurvey.of(state.look()).files();
        List<Damaged> damaged = files.stream().flatMap(file -> {
                    SurveyedFile.Fault fault = file.fault();
                    return fault == null
                            ? Stream.empty()
                            : Stream.of(new Damaged(file.file(), fault.offset(), fault.reason()));
                })
                .toList();
        print(new Verdict(files.size() - damaged.size(), damaged.size(), damaged));
        return (damaged.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERS).status();
    }

    private void print(Verdict verdict) {
        if (json) {
            JsonOutput.print(spec, verdict);
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        for (Damaged file : verdict.files()) {
            out.println(state.folder().resolve(file.file()) + ", byte " + file.offsetBytes() + ": " + file.reason());
        }
        out.println(verdict.whole() + " files whole, " + verdict.damaged() + " damaged");
    }
}
