package io.twinbit.app.gateway;

import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.Sink;
import io.twinbit.link.journal.JournalWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that owns all pipelines. It reads what the journal holds, live, behind and after a restart alike, runs the
 * pipelines, hands results to the sink and tells the journal up to where they are confirmed. Now and then it gives
 * the pipelines' state to a checkpoint, and once a second it calls whoever reports.
 *
 * <p>Back-pressure: when the sink's window is full the loop holds the results of the one record it has taken and takes no
 * further one. The journal goes on taking what comes, up to its cap.
 *
 * <p>Time reaches the pipelines as ticks that are written into the journal, and only when one would change something. None is
 * written while records wait, or while we do not listen: who cannot be heard is not silent.
 *
 * <p>Results of records up to a position that an earlier run knew to be confirmed are reckoned again, for the state that
 * they leave, and not sent.
 *
 * <p>Only {@link #stop} may be called from other threads.
 */
final class PipelineLoop implements Runnable {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    /** Of a stop: to take what is durable, then for the sink to confirm, then for the last checkpoint. */
    private static final long TAKE_NS = TimeUnit.MILLISECONDS.toNanos(1500);
    private static final long CONFIRM_NS = TAKE_NS + TimeUnit.MILLISECONDS.toNanos(1000);
    private static final long CHECKPOINT_NS = CONFIRM_NS + TimeUnit.MILLISECONDS.toNanos(1500);

    /**
     * Where the loop starts.
     *
     * @param position that the stations' states stand for; -1: the beginning
     * @param confirmed position up to which all results are confirmed
     */
    record Start(long position, long confirmed) {}

    /**
     * What the loop does with the disk.
     *
     * @param feed what the journal holds
     * @param writer is told what is confirmed, and that time passes
     */
    record Disk(JournalFeed feed, JournalWriter writer, Quarantine quarantine, Checkpointing checkpointing) {}

    /**
     * What is around the loop.
     *
     * @param recorder is given all that the pipelines take, in order, before they are
     * @param listening whether what devices send now would come in
     * @param everySecond runs on the loop's thread, also while results are held
     */
    record Surroundings(
            Consumer<Intake> recorder,
            LongSupplier clockUs,
            BooleanSupplier listening,
            Runnable everySecond,
            SystemdNotifier watchdog) {}

    private final List<Station> stations;
    private final Start start;
    private final JournalFeed feed;
    private final JournalWriter writer;
    private final Quarantine quarantine;
    private final Checkpointing checkpointing;
    private final Outbox outbox;
    private final Consumer<Intake> recorder;
    private final LongSupplier clockUs;
    private final BooleanSupplier listening;
    private final Runnable everySecond;
    private final SystemdNotifier watchdog;
    private final long restNs;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private volatile Thread thread = Thread.currentThread();
    private volatile boolean stopping;
    private long position;
    private long tickAtNs;
    private long reportAtNs;

    /** A loop that does not turn yet. */
    PipelineLoop(List<? extends Station> stations, Start start, Disk disk, Sink sink, Surroundings around) {
        this.stations = List.copyOf(stations);
        this.start = start;
        this.feed = disk.feed();
        this.writer = disk.writer();
        this.quarantine = disk.quarantine();
        this.checkpointing = disk.checkpointing();
        this.outbox = new Outbox(sink, around.clockUs(), start.confirmed(), this::wake);
        this.recorder = around.recorder();
        this.clockUs = around.clockUs();
        this.listening = around.listening();
        this.everySecond = around.everySecond();
        this.watchdog = around.watchdog();
        this.position = start.position();
        this.restNs = watchdog.feedEveryNs() > 0 ? Math.min(SECOND_NS, watchdog.feedEveryNs() / 2) : SECOND_NS;
        writer.whenDurable(this::wake);
    }

    /** Asks the loop to end: it takes what is durable, waits for confirmations and makes a checkpoint, all within a bound. */
    void stop() {
        stopping = true;
        wake();
    }

    /** Completes when the loop has ended, exceptionally when it ended by a bug or a disk that fails for good. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        tickAtNs = System.nanoTime() + SECOND_NS;
        reportAtNs = System.nanoTime();
        try {
            feed.seek(start.position());
            while (!stopping) {
                turn(System.nanoTime());
            }
            finish(System.nanoTime());
            ended.complete(null);
        } catch (Throwable e) { // whatever it is, who waits for the loop has to know
            ended.completeExceptionally(e);
        }
    }

    private void turn(long nowNs) {
        boolean free = outbox.handOver();
        Intake next = free ? feed.next(nowNs) : null;
        if (next != null) {
            take(next);
        }
        long confirmed = outbox.confirmed();
        writer.confirmed(confirmed);
        long checkpointNs = checkpointing.turn(nowNs, position, confirmed);
        tick(free, next, nowNs);
        report(nowNs);
        watchdog.turned(nowNs);
        if (next == null && checkpointNs > 0) {
            rest(Math.min(checkpointNs, Math.min(tickAtNs, reportAtNs) - nowNs));
        }
    }

    private void take(Intake intake) {
        recorder.accept(intake);
        for (Station station : stations) {
            List<OutboundMessage> results = quarantine.take(station, intake);
            if (intake.position() > start.confirmed()) {
                results.forEach(result -> send(result, intake, station));
            }
        }
        position = intake.position();
        outbox.taken(position);
        outbox.handOver();
    }

    private void send(OutboundMessage result, Intake of, Station by) {
        if (!(of instanceof Message message)) {
            throw new IllegalStateException("only a message gives results, not " + of + ": " + result.topic());
        }
        outbox.add(message, by, result);
    }

    private void tick(boolean free, @Nullable Intake next, long nowNs) {
        if (!free) {
            tickAtNs = nowNs + SECOND_NS;
        } else if (next == null && nowNs - tickAtNs >= 0) {
            tickAtNs = nowNs + SECOND_NS;
            long nowUs = clockUs.getAsLong();
            if (feed.isReadable() && listening.getAsBoolean() && stations.stream().anyMatch(s -> s.isDue(nowUs))) {
                writer.tick(nowUs);
            }
        }
    }

    private void report(long nowNs) {
        if (nowNs - reportAtNs >= 0) {
            reportAtNs = nowNs + SECOND_NS;
            everySecond.run();
        }
    }

    /** Until something is durable, something is confirmed, or something is due. */
    private void rest(long dueNs) {
        if (!stopping) {
            LockSupport.parkNanos(this, Math.clamp(dueNs, 1, restNs));
        }
    }

    private void finish(long stopNs) {
        boolean unconfirmed = true;
        while (unconfirmed && System.nanoTime() - stopNs < CONFIRM_NS) {
            long nowNs = System.nanoTime();
            boolean mayTake = outbox.handOver() && nowNs - stopNs < TAKE_NS;
            Intake next = mayTake ? feed.next(nowNs) : null;
            if (next != null) {
                take(next);
            } else if (outbox.confirmed() < position) {
                LockSupport.parkNanos(this, Math.min(restNs, TimeUnit.MILLISECONDS.toNanos(50)));
            } else {
                unconfirmed = false;
            }
            watchdog.turned(nowNs);
        }
        writer.confirmed(outbox.confirmed());
        checkpointing.finish(position, outbox.confirmed(), stopNs + CHECKPOINT_NS);
    }

    private void wake() {
        LockSupport.unpark(thread);
    }
}
