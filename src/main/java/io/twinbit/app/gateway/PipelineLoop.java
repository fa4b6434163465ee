package io.twinbit.app.gateway;

import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Tick;
import io.twinbit.link.Delivery;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.Sink;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The one thread that owns all pipelines. It takes deliveries from a bounded inbox, gives each a position, records it when
 * asked to, runs the pipelines, hands results to the sink and acknowledges a delivery when all of its results are
 * confirmed. Once a second it writes a tick, so that silence times out, and calls whoever reports.
 *
 * <p>Back-pressure: when the sink's window is full the loop holds the results of the one message it has taken and takes no
 * further one; the inbox fills, the source stops handing over, and the broker keeps the rest. So nothing grows beyond the
 * inbox and one message's results. While it holds, the loop keeps turning but writes no tick: a device that we do not
 * listen to is not silent. After a hold the next tick is a full second away, so that what waited is heard first.
 *
 * <p>Positions begin at the wall clock in microseconds and grow by 1, so a later run's are higher as long as the clock does
 * not step back and fewer than a million messages come a second.
 *
 * <p>Only {@link #offer} and {@link #stop} may be called from other threads.
 */
final class PipelineLoop implements Runnable {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    /** A result that waits for room in the sink's window. */
    private record Held(OutboundMessage message, Unconfirmed of, Station by) {}

    private final List<Station> stations;
    private final Sink sink;
    private final Consumer<Intake> recorder;
    private final LongSupplier clockUs;
    private final Runnable everySecond;
    private final SystemdNotifier watchdog;
    private final long restNs;
    private final Queue<Delivery> inbox;
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private volatile Thread thread = Thread.currentThread();
    private volatile boolean stopping;
    private long nextPosition;
    private long tickAtNs;
    private long reportAtNs;

    /**
     * A loop that does not turn yet.
     *
     * @param recorder is given all that comes in, in order, before the pipelines are
     * @param everySecond runs on the loop's thread, also while results are held
     */
    PipelineLoop(
            List<? extends Station> stations,
            Sink sink,
            int inboxMessages,
            Consumer<Intake> recorder,
            LongSupplier clockUs,
            Runnable everySecond,
            SystemdNotifier watchdog) {
        this.stations = List.copyOf(stations);
        this.sink = sink;
        this.inbox = new ArrayBlockingQueue<>(inboxMessages);
        this.recorder = recorder;
        this.clockUs = clockUs;
        this.everySecond = everySecond;
        this.watchdog = watchdog;
        this.restNs = watchdog.feedEveryNs() > 0 ? Math.min(SECOND_NS, watchdog.feedEveryNs() / 2) : SECOND_NS;
    }

    /** Takes a delivery, or returns false when the inbox is full. */
    boolean offer(Delivery delivery) {
        boolean taken = inbox.offer(delivery);
        wake();
        return taken;
    }

    /** Asks the loop to end after the message that it is at; what it has not taken stays un-acknowledged. */
    void stop() {
        stopping = true;
        wake();
    }

    /** Completes when the loop has ended, exceptionally when it ended by a bug or a recording that cannot be written. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        nextPosition = clockUs.getAsLong();
        tickAtNs = System.nanoTime() + SECOND_NS;
        reportAtNs = System.nanoTime();
        try {
            while (!stopping) {
                turn(System.nanoTime());
            }
            ended.complete(null);
        } catch (Throwable e) { // whatever it is, who waits for the loop has to know
            ended.completeExceptionally(e);
        }
    }

    private void turn(long nowNs) {
        boolean free = handOver();
        Delivery next = free ? inbox.poll() : null;
        if (next != null) {
            take(next);
        }
        tick(free, nowNs);
        report(nowNs);
        watchdog.turned(nowNs);
        if (next == null) {
            rest(nowNs);
        }
    }

    /** Gives held results to the sink, oldest first; false when its window is full and one is left. */
    private boolean handOver() {
        while (!held.isEmpty()) {
            Held oldest = held.getFirst();
            if (!sink.trySend(oldest.message(), () -> confirmed(oldest.of()))) {
                return false;
            }
            held.removeFirst();
            oldest.by().handedOver(clockUs.getAsLong() - oldest.of().receivedAtUs());
        }
        return true;
    }

    private void confirmed(Unconfirmed delivery) {
        delivery.confirmed();
        wake();
    }

    private void take(Delivery delivery) {
        Unconfirmed unconfirmed = new Unconfirmed(delivery);
        Message message = new Message(
                nextPosition++, delivery.topic(), delivery.payload(), delivery.receivedAtUs(), delivery.properties());
        recorder.accept(message);
        for (Station station : stations) {
            station.take(message, result -> hold(new Held(result, unconfirmed, station)));
        }
        unconfirmed.confirmed();
        handOver();
    }

    private void hold(Held result) {
        result.of().expect();
        held.addLast(result);
    }

    private void tick(boolean free, long nowNs) {
        if (!free) {
            tickAtNs = nowNs + SECOND_NS;
        } else if (nowNs - tickAtNs >= 0) {
            tickAtNs = nowNs + SECOND_NS;
            Tick tick = new Tick(nextPosition++, clockUs.getAsLong());
            recorder.accept(tick);
            for (Station station : stations) {
                station.take(tick, result -> { throw new IllegalStateException("a tick gives no result: " + result.topic()); });
            }
        }
    }

    private void report(long nowNs) {
        if (nowNs - reportAtNs >= 0) {
            reportAtNs = nowNs + SECOND_NS;
            everySecond.run();
        }
    }

    /** Until something comes, something is confirmed, or something is due. */
    private void rest(long nowNs) {
        long dueNs = Math.min(tickAtNs, reportAtNs) - nowNs;
        if (!stopping && (!held.isEmpty() || inbox.isEmpty())) {
            LockSupport.parkNanos(this, Math.clamp(dueNs, 1, restNs));
        }
    }

    private void wake() {
        LockSupport.unpark(thread);
    }
}
