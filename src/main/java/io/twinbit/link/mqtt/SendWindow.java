package io.twinbit.link.mqtt;

import io.twinbit.link.OutboundMessage;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages that no broker has confirmed yet, as many as there is {@link Room} for, in the order in which they were given: first those
 * in flight on this connection, then those that wait. After a lost connection all of them wait again, in the same order.
 */
final class SendWindow {
    /** A message and what to run when it is confirmed; equal only to itself. */
    static final class Entry {
        private final OutboundMessage message;
        private final Runnable confirmed;

        Entry(OutboundMessage message, Runnable confirmed) {
            this.message = message;
            this.confirmed = confirmed;
        }

        OutboundMessage message() {
            return message;
        }

        void confirm() {
            confirmed.run();
        }

        long bytes() {
            return message.topic().length() + (long) message.payload().length;
        }
    }

    private final Room room;
    private final Set<Entry> inFlight = new LinkedHashSet<>();
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private boolean closed;

    SendWindow(Room room) {
        this.room = room;
    }

    /** Takes a message, or returns false when the window is full or closed. */
    synchronized boolean offer(Entry entry) {
        if (closed || !room.tryEnter(entry.bytes())) {
            return false;
        }
        waiting.addLast(entry);
        return true;
    }

    /** The next message to send, now in flight; null when none waits or {@code inFlightMax} are in flight. */
    synchronized @Nullable Entry takeNext(int inFlightMax) {
        if (inFlight.size() >= inFlightMax || waiting.isEmpty()) {
            return null;
        }
        Entry next = waiting.removeFirst();
        inFlight.add(next);
        return next;
    }

    /** Takes a message out that was in flight; false when it is not, and its confirmation must not run. */
    synchronized boolean remove(Entry entry) {
        boolean removed = inFlight.remove(entry);
        if (removed) {
            room.leave(entry.bytes());
        }
        return removed;
    }

    /** The connection is lost: what is in flight waits again, before all that waited already. */
    synchronized void sendAgain() {
        for (Entry entry : inFlight.stream().toList().reversed()) {
            waiting.addFirst(entry);
        }
        inFlight.clear();
    }

    synchronized boolean hasInFlight() {
        return !inFlight.isEmpty();
    }

    synchronized int unconfirmed() {
        return inFlight.size() + waiting.size();
    }

    /** Takes no further message; false when it was closed before. */
    synchronized boolean close() {
        boolean wasOpen = !closed;
        closed = true;
        return wasOpen;
    }
}
