package io.twinbit.app.gateway;

import io.twinbit.flow.signal.Message;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.Sink;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Results on their way out: held while the sink's window is full, then unconfirmed until the peer has them. It knows up to which
 * position of the intake every result is confirmed, whatever order the confirmations come in. So many are here as fit into the
 * sink's window, and those of the one record that is held.
 *
 * <p>On the loop's thread; the sink confirms on threads of its own.
 */
final class Outbox {
    /** A message with results. {@code open} counts those that are not confirmed. */
    private record Origin(long position, long receivedAtUs, AtomicInteger open) {}

    private record Held(OutboundMessage message, Origin of, Station by) {}

    private final Sink sink;
    private final LongSupplier clockUs;
    private final Runnable wake;
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final ArrayDeque<Origin> unconfirmed = new ArrayDeque<>();
    private long taken;

    /**
     * An empty one.
     *
     * @param confirmed position up to which all results were confirmed by an earlier run
     * @param wake is called when something is confirmed
     */
    Outbox(Sink sink, LongSupplier clockUs, long confirmed, Runnable wake) {
        this.sink = sink;
        this.clockUs = clockUs;
        this.taken = confirmed;
        this.wake = wake;
    }

    /** All results of records up to here were {@linkplain #add added}. */
    void taken(long position) {
        taken = Math.max(taken, position);
    }

    void add(Message of, Station by, OutboundMessage result) {
        if (unconfirmed.isEmpty() || unconfirmed.getLast().position() != of.position()) {
            unconfirmed.addLast(new Origin(of.position(), of.receivedAtUs(), new AtomicInteger()));
        }
        Origin origin = unconfirmed.getLast();
        origin.open().incrementAndGet();
        held.addLast(new Held(result, origin, by));
    }

    /** Gives held results to the sink, oldest first; false when its window is full and one is left. */
    boolean handOver() {
        while (!held.isEmpty()) {
            Held oldest = held.getFirst();
            if (!sink.trySend(oldest.message(), () -> confirm(oldest.of()))) {
                return false;
            }
            held.removeFirst();
            oldest.by().handedOver(clockUs.getAsLong() - oldest.of().receivedAtUs());
        }
        return true;
    }

    private void confirm(Origin origin) {
        origin.open().decrementAndGet();
        wake.run();
    }

    /** Position up to which every result of every record is confirmed. */
    long confirmed() {
        while (!unconfirmed.isEmpty() && unconfirmed.getFirst().open().get() == 0) {
            unconfirmed.removeFirst();
        }
        return unconfirmed.isEmpty() ? taken : unconfirmed.getFirst().position() - 1;
    }
}
