package io.twinbit.app.gateway;

import io.twinbit.app.config.GatewayConfig;
import io.twinbit.app.status.JournalStatus;
import io.twinbit.link.journal.Checkpoint;
import io.twinbit.link.journal.CheckpointStore;
import io.twinbit.link.journal.DeadLetterLog;
import io.twinbit.link.journal.Journal;
import io.twinbit.link.journal.JournalSettings;
import io.twinbit.link.journal.JournalState;
import io.twinbit.link.journal.OnFull;
import io.twinbit.link.journal.Recovery;
import io.twinbit.link.journal.SetAside;
import io.twinbit.link.journal.StateDirectory;
import io.twinbit.link.journal.Storage;
import io.twinbit.link.journal.StoredLetter;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that outlives the process, opened in order and closed in reverse: the state directory's lock, checkpoints, dead letters,
 * the journal and its writer's thread. Says in the log what an earlier run left, and what was damaged.
 */
final class DurableState {
    private static final Logger LOG = LoggerFactory.getLogger(DurableState.class);
    private static final long WRITER_ENDS_WITHIN_MS = 1_000;
    private static final long CHECKPOINT_ENDS_WITHIN_MS = 500;

    private final StateDirectory directory;
    private final CheckpointStore checkpoints;
    private final DeadLetterLog letters;
    private final Map<String, Set<Long>> putAside = new HashMap<>();
    private final Journal journal;
    private final CheckpointFiles files;
    private final PipelineLoop.Start start;
    private final Optional<Checkpoint> restored;
    private final JournalStatus.Recovered recovered;

    private DurableState(StateDirectory directory, GatewayConfig config, GatewayOptions options) throws IOException {
        this.directory = directory;
        Storage storage = options.storage().apply(directory.storage());
        this.checkpoints = CheckpointStore.open(storage);
        this.restored = checkpoints.newest();
        long position = restored.map(Checkpoint::position).orElse(-1L);
        this.journal = Journal.open(storage, settings(config), WallClock::nowUs, position);
        Recovery left = journal.recovery();
        this.start = new PipelineLoop.Start(position, Math.max(position, left.cursor()));
        this.letters = DeadLetterLog.open(storage, config.journal().deadLetterMaxBytes(), this::notePutAside);
        this.files = new CheckpointFiles(checkpoints, journal, config.journal().segmentBytes(), letters, position);
        this.recovered = recovered(left);
        say(left);
    }

    /** @throws StateUnavailableException when another gateway has the folder, or it cannot be used */
    static DurableState open(GatewayConfig config, GatewayOptions options) {
        try {
            StateDirectory directory = StateDirectory.take(config.stateDir());
            try {
                return new DurableState(directory, config, options);
            } catch (IOException | RuntimeException e) {
                directory.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StateUnavailableException(config.stateDir(), e);
        }
    }

    private static JournalSettings settings(GatewayConfig config) {
        GatewayConfig.Journal journal = config.journal();
        return new JournalSettings(
                journal.maxBytes(),
                journal.maxAgeS(),
                journal.segmentBytes(),
                OnFull.valueOf(journal.onFull().name()),
                config.mqtt().windowMessages());
    }

    private JournalStatus.Recovered recovered(Recovery left) {
        List<String> setAside = Stream.of(left.setAside(), letters.recovery().setAside(), checkpoints.setAside())
                .flatMap(List::stream)
                .map(SetAside::toString)
                .toList();
        return new JournalStatus.Recovered(left.messages(), left.tornBytes(), setAside);
    }

    private void say(Recovery left) {
        if (left.tornBytes() > 0) {
            LOG.warn("journal: {} bytes at {} were never durable as a whole and are cut", left.tornBytes(), left.tornAt());
        }
        recovered.setAside().forEach(damage -> LOG.warn("damaged: {}", damage));
        if (left.position() > 0) {
            LOG.info("journal: {} messages in {} segments up to position {}, results confirmed up to {}; checkpoint at {}",
                    left.messages(), left.segments(), left.position(), start.confirmed(), start.position());
        }
    }

    Journal journal() {
        return journal;
    }

    CheckpointStore checkpoints() {
        return checkpoints;
    }

    CheckpointFiles files() {
        return files;
    }

    DeadLetterLog letters() {
        return letters;
    }

    private void notePutAside(StoredLetter letter) {
        if (letter.cause().equals(PipelineStation.INTERNAL_ERROR) && letter.message().position() > start.position()) {
            putAside.computeIfAbsent(letter.pipeline(), _ -> new HashSet<>()).add(letter.message().position());
        }
    }

    /** Positions, behind the checkpoint, of messages that made this pipeline throw twice. */
    Set<Long> putAside(String pipeline) {
        return putAside.getOrDefault(pipeline, Set.of());
    }

    /** Where the pipelines go on. */
    PipelineLoop.Start start() {
        return start;
    }

    /** What they go on from; null: from the beginning. */
    @Nullable Checkpoint restored() {
        return restored.orElse(null);
    }

    void startWriter() {
        Thread.ofPlatform().name("journal").daemon().start(journal.writer());
    }

    /** Writes what was taken and the newest cursor, and closes all of it. The lock stays when a thread may still write. */
    void close() throws IOException, InterruptedException {
        journal.writer().stop();
        boolean written = writerEnds();
        if (!files.close(CHECKPOINT_ENDS_WITHIN_MS) || !written) {
            throw new IOException("the disk did not take the last of the journal in time; nothing acknowledged is lost");
        }
        letters.close();
        journal.close();
        directory.close();
    }

    /** Closes what was opened, when nothing runs yet. */
    void abandon() {
        try {
            files.close(CHECKPOINT_ENDS_WITHIN_MS);
            letters.close();
            journal.close();
            directory.close();
        } catch (IOException e) {
            LOG.debug("closing the state", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    JournalStatus status() {
        JournalState now = journal.state();
        return new JournalStatus(
                now.bytes(),
                now.maxBytes(),
                now.segments(),
                now.lag(),
                now.oldestAgeS(),
                now.durable(),
                now.cursor(),
                files.status(),
                now.blocked(),
                now.lastError() == null ? files.lastError() : now.lastError(),
                counters(now.counters()),
                recovered);
    }

    private Map<String, Long> counters(JournalState.Counters now) {
        Map<String, Long> counters = new HashMap<>();
        counters.put("messages", now.messages());
        counters.put("commits", now.commits());
        counters.put("written_bytes", now.writtenBytes());
        counters.put("dropped_oldest", now.droppedOldest());
        counters.put("dropped_newest", now.droppedNewest());
        counters.put("expired", now.expired());
        counters.put("io_errors", now.ioErrors());
        counters.put("skipped_bytes", now.skippedBytes());
        counters.put("nameless", now.nameless());
        counters.put("checkpoint_failures", files.failures());
        counters.put("dropped_dead_letters", letters.droppedLetters());
        return counters;
    }

    private boolean writerEnds() throws InterruptedException {
        try {
            journal.writer().ended().get(WRITER_ENDS_WITHIN_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true; // who waits for the gateway's end has heard of it
        } catch (TimeoutException e) {
            return false;
        }
    }
}
