package io.twinbit.link.journal;

import io.twinbit.link.Delivery;
import io.twinbit.link.Inbox;
import io.twinbit.link.journal.IntakeQueue.Item;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes the journal. It takes what has come, writes it, forces it, and only then acknowledges it: while
 * one force runs, the next commit gathers by itself.
 *
 * <p>When the disk fails, the commit is tried again in a fresh segment, for ever and ever more slowly; nothing is acknowledged
 * meanwhile. At the cap the policy decides. Either is said by {@link #blocked}.
 *
 * <p>Any thread may call, but one runs it, which must not be interrupted: {@link #stop} ends it.
 */
public final class JournalWriter implements Inbox, Runnable {
    /** Of a commit, so that a force does not take long; a longer message is a commit by itself. */
    private static final long MAX_COMMIT_BYTES = 1 << 20;
    /** Of what waits for the next commit, beside the bound on messages. */
    private static final long MAX_WAITING_BYTES = 16 << 20;
    /** How long a cursor that moved waits for messages to ride along with. */
    private static final long IDLE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long FIRST_RETRY_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long MAX_RETRY_NS = TimeUnit.SECONDS.toNanos(5);

    private final JournalSettings settings;
    private final Retention retention;
    private final SegmentAppender appender;
    private final LongSupplier clockUs;
    private final Tallies tallies;
    private final IntakeQueue queue;
    private final long maxCommitBytes;
    private final AtomicLong cursor;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile long durable;
    private volatile boolean stopping;
    private volatile @Nullable String blocked;
    private volatile @Nullable String lastError;
    private volatile @Nullable Thread thread;
    private volatile Runnable whenDurable = () -> {};
    private long cursorWritten;
    private boolean givenUp;

    /**
     * A writer that does not run yet.
     *
     * @param durable position up to which positions are used already
     * @param cursor as it was recovered
     */
    JournalWriter(
            JournalSettings settings, Retention retention, SegmentAppender appender, LongSupplier clockUs, Tallies tallies,
            long durable, long cursor) {
        this.settings = settings;
        this.retention = retention;
        this.appender = appender;
        this.clockUs = clockUs;
        this.tallies = tallies;
        this.maxCommitBytes = Math.min(MAX_COMMIT_BYTES, settings.segmentBytes() / 2);
        this.queue = new IntakeQueue(2 * settings.maxCommitMessages(), MAX_WAITING_BYTES);
        this.durable = durable;
        this.cursor = new AtomicLong(cursor);
        this.cursorWritten = cursor;
    }

    @Override
    public boolean offer(Delivery delivery) {
        return queue.offer(delivery);
    }

    @Override
    public void resumed(long atUs) {
        queue.say(new Item.ResumedAt(atUs));
    }

    /** Time has passed, as far as pipelines are concerned. */
    public void tick(long atUs) {
        queue.say(new Item.Ticked(atUs));
    }

    /** Another run begins: JSON that says of which version and configuration. */
    public void epoch(String json) {
        queue.say(new Item.Epoch(clockUs.getAsLong(), json));
    }

    /** All results of records up to this position are confirmed. It becomes durable within a second or so. */
    public void confirmed(long position) {
        cursor.accumulateAndGet(position, Math::max);
    }

    /** Is called by the writer's thread whenever more is durable. */
    public void whenDurable(Runnable wake) {
        whenDurable = wake;
    }

    /** Position up to which everything is on the disk. */
    public long durable() {
        return durable;
    }

    public long cursor() {
        return cursor.get();
    }

    /** Why nothing is taken at the moment, or null. */
    public @Nullable String blocked() {
        return blocked;
    }

    /** What the disk said when it failed last, or null. */
    public @Nullable String lastError() {
        return lastError;
    }

    /** Writes what was taken, if that can be done now, and ends; what cannot be written stays un-acknowledged. */
    public void stop() {
        stopping = true;
        queue.close();
        wake();
    }

    /** Completes when the thread has ended, exceptionally when a bug ended it. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** There may be room again. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** An error of the disk that nothing depends on. */
    void note(IOException e) {
        tallies.ioErrors.increment();
        lastError = e.getMessage();
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            while (!queue.isOver() && !givenUp) {
                turn(IDLE_NS);
            }
            write(List.of());
            appender.close();
            ended.complete(null);
        } catch (Throwable e) { // whatever it is, who waits for the writer has to know
            ended.completeExceptionally(e);
        }
    }

    /** Makes durable what has come, or comes within the time, and the cursor. */
    void turn(long waitNs) throws InterruptedException {
        List<Item> items = queue.take(settings.maxCommitMessages(), maxCommitBytes, waitNs);
        expire();
        write(items);
    }

    private void write(List<Item> items) {
        if (!items.isEmpty() || cursor.get() > cursorWritten) {
            commit(new Commit(items, durable + 1));
        }
    }

    private void expire() {
        try {
            retention.expire(clockUs.getAsLong());
        } catch (IOException e) {
            note(e);
        }
    }

    /**
     * Until it is durable; a cursor alone is tried once only. When we are to stop nothing is waited for any more, and nothing that came
     * later is written either: it would overtake what the peers deliver again.
     */
    private void commit(Commit commit) {
        long pauseNs = FIRST_RETRY_NS;
        while (!isWritten(commit)) {
            if (commit.isEmpty()) {
                return;
            }
            if (stopping) {
                givenUp = true;
                return;
            }
            LockSupport.parkNanos(this, pauseNs);
            pauseNs = Math.min(2 * pauseNs, MAX_RETRY_NS);
        }
        blocked = null;
        whenDurable.run();
        commit.acknowledge();
    }

    private boolean isWritten(Commit commit) {
        try {
            if (retention.hasRoomFor(appender.newBytes(commit))) {
                write(commit);
                return true;
            }
        } catch (IOException e) {
            note(e);
            blocked = "the journal cannot be written: " + e.getMessage();
            return false;
        }
        if (settings.onFull() == OnFull.DROP_NEWEST && !commit.isEmpty()) {
            tallies.droppedNewest.add(commit.messages());
            return true;
        }
        blocked = "the journal is full: " + settings.maxBytes() + " bytes wait for the sink";
        return false;
    }

    private void write(Commit commit) throws IOException {
        long confirmed = cursor.get();
        tallies.writtenBytes.add(appender.append(commit, durable, confirmed));
        tallies.commits.increment();
        tallies.messages.add(commit.messages());
        cursorWritten = confirmed;
        durable = commit.last();
    }
}
