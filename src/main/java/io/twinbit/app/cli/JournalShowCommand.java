package io.twinbit.app.cli;

import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Resumed;
import io.twinbit.flow.signal.Tick;
import io.twinbit.link.journal.StoredIntake;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The newest intake, or that from a position on. */
@Command(
        name = "show",
        description = {
            "Show the newest messages and ticks, or those from a position on, one a line:",
            "position, time of arrival, topic, bytes, the payload's head. --json has all of it."
        },
        footer = {"", "Example:", "  twinbit journal show --state /var/lib/twinbit --from 1764079382123456 --count 100"})
final class JournalShowCommand implements Callable<Integer> {
    private static final int MAX_COUNT = 1_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private StateOption state;

    @Option(names = "--from", paramLabel = "POSITION", description = "The first to show.")
    private @Nullable Long from;

    @Option(names = "--count", paramLabel = "N", defaultValue = "20", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (count < 1 || count > MAX_COUNT) {
            throw new ParameterException(spec.commandLine(), "--count is " + count + ", expected 1 to " + MAX_COUNT);
        }
        StoredIntake stored = new StoredIntake(state.look());
        Long first = from;
        if (first == null) {
            showNewest(stored);
        } else {
            showFrom(stored, first);
        }
        return ExitCode.DONE.status();
    }

    private void showNewest(StoredIntake stored) throws IOException {
        ArrayDeque<Intake> newest = new ArrayDeque<>();
        stored.read(StoredIntake.FOLDER, intake -> {
            newest.addLast(intake);
            if (newest.size() > count) {
                newest.removeFirst();
            }
            return true;
        });
        newest.forEach(this::print);
    }

    private void showFrom(StoredIntake stored, long first) throws IOException {
        int[] left = {count};
        stored.read(StoredIntake.FOLDER, intake -> {
            if (intake.position() >= first) {
                print(intake);
                left[0]--;
            }
            return left[0] > 0;
        });
    }

    private void print(Intake intake) {
        if (json) {
            JsonOutput.print(spec, object(intake));
        } else {
            spec.commandLine().getOut().println(intake.position() + "  " + line(intake));
        }
    }

    private static String line(Intake intake) {
        return switch (intake) {
            case Message m -> StoredText.time(m.receivedAtUs()) + "  " + m.topic() + "  "
                    + StoredText.count(m.payload().length, "byte") + "  " + StoredText.head(m.payload())
                    + (m.repeated() ? "  (the broker repeats it)" : "");
            case Tick t -> StoredText.time(t.atUs()) + "  (tick)";
            case Resumed r -> StoredText.time(r.atUs()) + "  (listening begins)";
        };
    }

    private static Map<String, Object> object(Intake intake) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("position", intake.position());
        switch (intake) {
            case Message m -> {
                object.put("type", "message");
                object.put("time_ms", StoredText.ms(m.receivedAtUs()));
                object.put("topic", m.topic());
                object.put("properties", m.properties());
                object.put("repeated", m.repeated());
                object.put("payload_bytes", m.payload().length);
                StoredText.put(object, m.payload());
            }
            case Tick t -> {
                object.put("type", "tick");
                object.put("time_ms", StoredText.ms(t.atUs()));
            }
            case Resumed r -> {
                object.put("type", "resumed");
                object.put("time_ms", StoredText.ms(r.atUs()));
            }
        }
        return object;
    }
}
