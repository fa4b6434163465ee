package io.twinbit.app.cli;

import io.twinbit.flow.signal.Intake;
import io.twinbit.link.journal.StoredIntake;
import io.twinbit.link.recording.RecordingWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The journal's intake as one recording, which replays anywhere. */
@Command(
        name = "export",
        description = {
            "Write what was taken in, or a part of it, as one recording for 'twinbit replay'.",
            "What damage has hit is left out, and said."
        },
        footer = {
            "",
            "Example:",
            "  twinbit journal export --state /var/lib/twinbit --out night.twr",
            "  twinbit replay --config twinbit.toml --recording night.twr"
        })
final class JournalExportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private StateOption state;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The recording; a file of that name is replaced.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(names = "--from", paramLabel = "POSITION", description = "The first to write.")
    private long from;

    @Option(names = "--to", paramLabel = "POSITION", description = "The last to write.")
    private long to = Long.MAX_VALUE;

    private long written;

    @Override
    public Integer call() throws IOException {
        StoredIntake stored = new StoredIntake(state.look());
        try (RecordingWriter recording = RecordingWriter.create(out)) {
            stored.read(StoredIntake.FOLDER, intake -> write(recording, intake));
        }
        spec.commandLine().getOut().println(StoredText.count(written, "record") + " in " + out);
        stored.damage().ifPresent(damage -> spec.commandLine().getErr().println("twinbit: " + damage));
        return ExitCode.DONE.status();
    }

    private boolean write(RecordingWriter recording, Intake intake) {
        if (intake.position() >= from && intake.position() <= to) {
            recording.write(intake);
            written++;
        }
        return intake.position() < to;
    }
}
