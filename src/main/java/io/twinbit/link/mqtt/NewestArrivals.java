package io.twinbit.link.mqtt;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Messages at QoS 0 that wait for the inbox. Nobody repeats them, and no window of the protocol holds their sender back: so
 * the newest stay, so many messages and so many bytes, and the oldest make room. For any thread; nobody ever waits.
 */
final class NewestArrivals {
    private final int messages;
    private final long bytes;
    private final ArrayDeque<Arrival> waiting = new ArrayDeque<>();
    private long bytesWaiting;

    NewestArrivals(int messages, long bytes) {
        this.messages = messages;
        this.bytes = bytes;
    }

    /** Takes the newest message: how many made room for it. */
    synchronized int add(Arrival newest) {
        waiting.addLast(newest);
        bytesWaiting += newest.bytes();
        int dropped = 0;
        while (waiting.size() > 1 && isFull()) {
            poll();
            dropped++;
        }
        return dropped;
    }

    private boolean isFull() {
        return waiting.size() > messages || bytesWaiting > bytes;
    }

    /** Takes the oldest message out; null when there is none. */
    synchronized @Nullable Arrival poll() {
        Arrival oldest = waiting.pollFirst();
        bytesWaiting -= oldest == null ? 0 : oldest.bytes();
        return oldest;
    }

    /** Puts back what {@link #poll} has taken; false when there is no room for it any more. */
    synchronized boolean putBack(Arrival oldest) {
        if (!waiting.isEmpty() && (waiting.size() >= messages || bytesWaiting + oldest.bytes() > bytes)) {
            return false;
        }
        waiting.addFirst(oldest);
        bytesWaiting += oldest.bytes();
        return true;
    }

    synchronized int size() {
        return waiting.size();
    }
}
