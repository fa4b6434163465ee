package io.twinbit.app.cli;

import io.twinbit.link.journal.StateSurvey;
import io.twinbit.link.journal.SurveyedFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How much there is, from when to when, and how far it is done. */
@Command(
        name = "info",
        description = "Say how much is stored, from when to when, and how far it is done.",
        footer = {"", "Example:", "  twinbit journal info --state /var/lib/twinbit"})
final class JournalInfoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private StateOption state;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    /**
     * Files of one kind.
     *
     * @param firstPosition 0 when there is none
     * @param newestMs 0 when that is not known
     */
    record Files(int files, long bytes, long count, long firstPosition, long lastPosition, BigDecimal newestMs) {
        static Files of(List<SurveyedFile> files) {
            List<SurveyedFile> full = files.stream().filter(f -> f.lastPosition() >= f.firstPosition()).toList();
            return new Files(
                    files.size(),
                    files.stream().mapToLong(SurveyedFile::bytes).sum(),
                    files.stream().mapToLong(SurveyedFile::count).sum(),
                    full.isEmpty() ? 0 : full.getFirst().firstPosition(),
                    full.isEmpty() ? 0 : full.getLast().lastPosition(),
                    StoredText.ms(files.stream().mapToLong(SurveyedFile::newestAtUs).max().orElse(0)));
        }

        String text() {
            return StoredText.count(files, "file") + ", " + StoredText.bytes(bytes);
        }
    }

    record Info(
            String state, Files journal, long confirmedPosition, Files checkpoints, Files deadLetters, List<String> setAside,
            int damagedFiles) {}

    @Override
    public Integer call() throws IOException {
        StateSurvey survey = StateSurvey.of(state.look());
        Info info = new Info(
                state.folder().toString(),
                Files.of(survey.segments()),
                survey.cursor(),
                Files.of(survey.checkpoints()),
                Files.of(survey.deadLetters()),
                survey.setAside(),
                (int) survey.files().stream().filter(f -> f.fault() != null).count());
        if (json) {
            JsonOutput.print(spec, info);
        } else {
            print(info, spec.commandLine().getOut());
        }
        return ExitCode.DONE.status();
    }

    private static void print(Info info, PrintWriter out) {
        Files journal = info.journal();
        out.println("journal       " + journal.text() + ", " + StoredText.count(journal.count(), "message"));
        if (journal.lastPosition() > 0) {
            out.println("              positions " + journal.firstPosition() + " to " + journal.lastPosition() + ", the newest of "
                    + StoredText.time(journal.newestMs().unscaledValue().longValue()));
            out.println("              results confirmed up to " + info.confirmedPosition());
        }
        Files checkpoints = info.checkpoints();
        out.println("checkpoints   " + checkpoints.text()
                + (checkpoints.files() == 0 ? "" : ", the newest at " + checkpoints.lastPosition()));
        out.println("dead letters  " + info.deadLetters().text() + ", " + StoredText.count(info.deadLetters().count(), "letter"));
        out.println("set aside     " + (info.setAside().isEmpty() ? "nothing" : String.join(", ", info.setAside())));
        if (info.damagedFiles() > 0) {
            out.println("damaged       " + StoredText.count(info.damagedFiles(), "file") + "; 'twinbit journal verify' says where");
        }
    }
}
