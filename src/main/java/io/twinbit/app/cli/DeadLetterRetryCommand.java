package io.twinbit.app.cli;

import io.twinbit.flow.signal.Message;
import io.twinbit.link.Delivery;
import io.twinbit.link.journal.CheckpointStore;
import io.twinbit.link.journal.DeadLetterLog;
import io.twinbit.link.journal.Journal;
import io.twinbit.link.journal.JournalSettings;
import io.twinbit.link.journal.JournalWriter;
import io.twinbit.link.journal.OnFull;
import io.twinbit.link.journal.StateDirectory;
import io.twinbit.link.journal.Storage;
import io.twinbit.link.journal.StoredLetter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Puts dead letters at the end of the journal, from where the next start takes them. */
@Command(
        name = "retry",
        description = {
            "Hand dead letters to the pipelines again, at the next start of the gateway, as if they came anew:",
            "all, or those of a pipeline or of some positions. Every pipeline of their topic gets them; one that knows a",
            "message by its sequence number or time takes it for a repeated one when it has gone on since.",
            "The gateway must be stopped; while it runs, its state directory is locked (exit status 69)."
        },
        footer = {"", "Example:", "  twinbit deadletter retry --state /var/lib/twinbit --pipeline vibration"})
final class DeadLetterRetryCommand implements Callable<Integer> {
    private static final int COMMIT_MESSAGES = 64;
    private static final long LOOK_EVERY_NS = 2_000_000;
    /** The cap is the gateway's, at its next start; the letters are fewer bytes than their own cap. */
    private static final JournalSettings SETTINGS = new JournalSettings(
            Long.MAX_VALUE, 0, JournalSettings.USUAL_SEGMENT_BYTES, OnFull.BLOCK, COMMIT_MESSAGES);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets this and all below
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private StateOption state;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LetterChoice choice;

    private final Set<Long> offered = new HashSet<>();
    private final Set<Long> durable = ConcurrentHashMap.newKeySet();
    private int chosen;

    @Override
    public Integer call() throws IOException {
        try (StateDirectory taken = state.take();
                DeadLetterLog log = DeadLetterLog.open(taken.storage(), DeadLetterLog.MIN_BYTES)) {
            store(taken.storage());
            int done = log.remove(letter -> choice.test(letter) && durable.contains(letter.message().position()));
            spec.commandLine().getOut().println(StoredText.count(done, "dead letter") + " in the journal again");
            if (done < chosen) {
                spec.commandLine().getErr().println("twinbit: " + StoredText.count(chosen - done, "dead letter")
                        + " cannot be tried again: topic, properties or payload were too long to be kept whole");
            }
        }
        return ExitCode.DONE.status();
    }

    /** Each message once, however many pipelines put it aside; what is durable is known when this returns. */
    private void store(Storage storage) throws IOException {
        long behind = CheckpointStore.open(storage).newest().map(c -> c.position()).orElse(0L);
        try (Journal journal = Journal.open(storage, SETTINGS, DeadLetterRetryCommand::nowUs, behind)) {
            JournalWriter writer = journal.writer();
            Thread.ofPlatform().name("journal").start(writer);
            try {
                writer.resumed(nowUs());
                DeadLetterLog.read(storage, letter -> {
                    if (choice.test(letter)) {
                        chosen++;
                        offer(letter, writer);
                    }
                });
            } finally {
                writer.stop();
                writer.ended().join();
            }
        }
    }

    private void offer(StoredLetter letter, JournalWriter writer) {
        Message m = letter.message();
        if (letter.cut() || !offered.add(m.position())) {
            return;
        }
        Delivery delivery =
                new Delivery(m.topic(), m.payload(), nowUs(), m.properties(), () -> durable.add(m.position()));
        while (!writer.offer(delivery)) {
            String blocked = writer.blocked();
            if (blocked != null) {
                throw new UncheckedIOException(new IOException(blocked));
            }
            LockSupport.parkNanos(LOOK_EVERY_NS);
        }
    }

    private static long nowUs() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
