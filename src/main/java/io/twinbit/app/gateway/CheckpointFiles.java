package io.twinbit.app.gateway;

import io.twinbit.app.status.JournalStatus;
import io.twinbit.link.journal.CheckpointStore;
import io.twinbit.link.journal.CheckpointWriter;
import io.twinbit.link.journal.DeadLetterLog;
import io.twinbit.link.journal.Journal;
import io.twinbit.link.journal.JournalState;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes checkpoints on a thread of its own, and lets the journal forget what they made needless. The loop says what to
 * write, in order, and looks whether {@linkplain #hasRoom there is room} for more; a failure gives up the checkpoint that is
 * under way and nothing else.
 *
 * <p>The journal keeps what lies behind the <em>previous</em> checkpoint, so that the loss of the newest costs nothing. Only when
 * it has no room for another segment the newest must do.
 */
final class CheckpointFiles {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFiles.class);
    /** Few enough to be gone before the collector takes them for old. */
    private static final long MAX_WAITING_BYTES = 1 << 18;

    private interface Step {
        void run() throws IOException;
    }

    private final CheckpointStore store;
    private final Journal journal;
    private final int segmentBytes;
    private final DeadLetterLog letters;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("checkpoints").daemon().factory());
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile JournalStatus.Checkpoint newest;
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable String lastError;
    /** On the thread: null when none is under way, or it has failed. */
    private @Nullable CheckpointWriter writer;
    private long begunNs;
    /** On the thread: the last one failed, which is said once. */
    private boolean failing;

    /** @param newest position of the newest checkpoint that is there; -1: none */
    CheckpointFiles(CheckpointStore store, Journal journal, int segmentBytes, DeadLetterLog letters, long newest) {
        this.store = store;
        this.journal = journal;
        this.segmentBytes = segmentBytes;
        this.letters = letters;
        this.newest = new JournalStatus.Checkpoint(newest, 0, 0);
    }

    /** Of the newest checkpoint; -1: there is none. */
    long newest() {
        return newest.position();
    }

    JournalStatus.Checkpoint status() {
        return newest;
    }

    long failures() {
        return failures.get();
    }

    /** Why the last one that failed did; null: none has. */
    @Nullable String lastError() {
        return lastError;
    }

    boolean hasRoom() {
        return waitingBytes.get() < MAX_WAITING_BYTES;
    }

    void begin(long position) {
        run(() -> {
            begunNs = System.nanoTime();
            writer = store.begin(position);
        });
    }

    void pipeline(String name) {
        run(() -> {
            if (writer != null) {
                writer.pipeline(name);
            }
        });
    }

    void entry(byte[] entry) {
        waitingBytes.addAndGet(entry.length);
        run(() -> {
            waitingBytes.addAndGet(-entry.length);
            if (writer != null) {
                writer.entry(entry);
            }
        });
    }

    /** Makes it the newest, and lets go what nobody needs any more. The dead letters of its records are on the disk before. */
    CompletableFuture<Void> commit(long position, long confirmed) {
        return CompletableFuture.runAsync(() -> tried(() -> commitNow(position, confirmed)), thread);
    }

    private void commitNow(long position, long confirmed) throws IOException {
        if (writer != null) {
            letters.force();
            long bytes = writer.commit();
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNs);
            newest = new JournalStatus.Checkpoint(position, bytes, tookMs);
            failing = false;
            release(confirmed);
        }
    }

    void abort() {
        run(this::giveUp);
    }

    /** Lets the journal forget what is confirmed and in a checkpoint. */
    void releaseUpTo(long confirmed) {
        run(() -> release(confirmed));
    }

    private void release(long confirmed) {
        long kept = isFull(journal.state()) ? newest() : store.previousPosition();
        if (kept >= 0) {
            journal.release(Math.min(kept, confirmed));
        }
    }

    /** Whether the journal has no room for another segment. */
    boolean isFull(JournalState state) {
        return state.bytes() + segmentBytes > state.maxBytes();
    }

    private void run(Step step) {
        thread.execute(() -> tried(step));
    }

    private void tried(Step step) {
        try {
            step.run();
        } catch (Throwable e) { // whatever it is, the stream goes on
            failures.incrementAndGet();
            lastError = "checkpoint: " + e.getMessage();
            if (!failing) {
                LOG.warn("a checkpoint could not be written; the one before stays, and it is tried again: {}", e.toString());
            }
            failing = true;
            giveUp();
        }
    }

    private void giveUp() {
        CheckpointWriter given = writer;
        writer = null;
        try {
            if (given != null) {
                given.abort();
            }
        } catch (IOException e) {
            LOG.debug("what was begun of a checkpoint stays until the next start: {}", e.getMessage());
        }
    }

    /** Ends what is under way within the bound; true when the thread has ended. */
    boolean close(long withinMs) throws InterruptedException {
        if (!thread.isShutdown()) {
            abort();
            thread.shutdown();
        }
        return thread.awaitTermination(withinMs, TimeUnit.MILLISECONDS);
    }
}
