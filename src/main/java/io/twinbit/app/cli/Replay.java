package io.twinbit.app.cli;

import io.twinbit.app.gateway.WiredPipeline;
import io.twinbit.flow.pipeline.Outcome;
import io.twinbit.flow.pipeline.Pipeline;
import io.twinbit.flow.pipeline.Result;
import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Resumed;
import io.twinbit.flow.signal.Tick;
import io.twinbit.link.journal.DiskStorage;
import io.twinbit.link.journal.Storage;
import io.twinbit.link.journal.StoredIntake;
import io.twinbit.link.recording.CsvRecording;
import io.twinbit.link.recording.RecordingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Pipelines fed from recordings in the order of the intake, as the gateway's loop feeds them live. */
final class Replay {
    private final List<Pipeline> pipelines;
    private final ReplayOutput output;
    private final Progress progress;
    private final List<String> damages = new ArrayList<>();
    private long taken;
    private long deadLetters;

    /** Pipelines without any state yet. */
    Replay(List<WiredPipeline> wired, ReplayOutput output, Progress progress) {
        this.pipelines = wired.stream().map(WiredPipeline::newPipeline).toList();
        this.output = output;
        this.progress = progress;
    }

    void play(Path recording) throws IOException {
        if (Files.isDirectory(recording)) {
            playFolder(recording.toAbsolutePath().normalize());
        } else if (recording.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            playCsv(recording);
        } else {
            RecordingReader.read(recording, this::take);
        }
    }

    /** A state directory, or its folder of segments alone. */
    private void playFolder(Path folder) throws IOException {
        boolean isState = Files.isDirectory(folder.resolve(StoredIntake.FOLDER));
        Path segments = isState ? folder.resolve(StoredIntake.FOLDER) : folder;
        Storage storage = DiskStorage.readOnly(segments.resolveSibling(""));
        String name = String.valueOf(segments.getFileName());
        if (!StoredIntake.isIn(storage, name)) {
            throw new Failure(ExitCode.FILE, folder + ": a folder without the segments of a journal; expected a state directory,"
                    + " its folder '" + StoredIntake.FOLDER + "', or a file");
        }
        StoredIntake stored = new StoredIntake(storage);
        stored.read(name, intake -> {
            take(intake);
            return true;
        });
        stored.damage().ifPresent(damage -> damages.add(folder + ": " + damage));
    }

    /** Messages that became no samples, as they did not live. */
    long deadLetters() {
        return deadLetters;
    }

    /** What damage took from the recordings, each in a line. */
    List<String> damages() {
        return damages;
    }

    private void take(Intake intake) {
        for (Pipeline pipeline : pipelines) {
            switch (intake) {
                case Message message -> {
                    if (pipeline.matches(message.topic())) {
                        pipeline.accept(message, this::note);
                    }
                }
                case Tick tick -> pipeline.tick(tick, this::note);
                case Resumed resumed -> pipeline.resumed(resumed);
            }
        }
        count();
    }

    private void playCsv(Path recording) throws IOException {
        if (pipelines.size() > 1) {
            throw new Failure(ExitCode.USAGE, recording + ": a CSV recording is one pipeline's, found " + pipelines.size()
                    + " in the configuration; choose one with --pipeline");
        }
        Pipeline pipeline = pipelines.getFirst();
        CsvRecording csv = new CsvRecording(recording, pipeline.spec().decoder().stream().features());
        csv.read((sample, line) -> {
            pipeline.acceptSamples(csv.device(), line, sample, this::note);
            count();
        });
    }

    private void note(Outcome outcome) {
        switch (outcome) {
            case Result result -> output.print(result);
            case Outcome.DeadLetter _ -> deadLetters++;
            case Outcome.StreamEvent _ -> { }
        }
    }

    private void count() {
        taken++;
        progress.show(() -> taken + " messages");
    }
}
