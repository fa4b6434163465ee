package io.twinbit.link.mqtt;

import io.twinbit.link.Receipt;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one connection that were handed over and not acknowledged yet, in the order of arrival. A receipt that is
 * called out of order waits until the earlier ones are, because a broker may take the order of acknowledgements for the
 * order of the messages (MQTT 5 section 4.6).
 *
 * <p>A window lives as long as its connection: packet identifiers start anew with the next one, so receipts of a window that
 * was retired do nothing but count. Unless it is said otherwise, methods are for the link's thread; receipts may be called from any.
 */
final class AckWindow {
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final Runnable wake;
    private final Runnable late;
    private volatile boolean retired;
    private volatile int open;

    /**
     * An empty window.
     *
     * @param wake runs when a receipt was called
     * @param late runs when a receipt was called after the window was retired
     */
    AckWindow(Runnable wake, Runnable late) {
        this.wake = wake;
        this.late = late;
    }

    /** One message, and the receipt that is handed over with it. */
    final class Entry implements Receipt {
        private final int packetId;
        private final int bytes;
        private volatile boolean received;

        Entry(int packetId, int bytes) {
            this.packetId = packetId;
            this.bytes = bytes;
        }

        int packetId() {
            return packetId;
        }

        int bytes() {
            return bytes;
        }

        @Override
        public void acknowledge() {
            if (retired) {
                late.run();
                return;
            }
            received = true;
            wake.run();
        }
    }

    /** A message that is about to be handed over, after all that were added before, with its receipt. */
    Entry add(int packetId, int bytes) {
        Entry entry = new Entry(packetId, bytes);
        entries.addLast(entry);
        open = entries.size();
        return entry;
    }

    /** The message added last was not taken. */
    void removeNewest() {
        entries.removeLast();
        open = entries.size();
    }

    /** Takes the oldest message out if its receipt was called, to be acknowledged now; null otherwise. */
    @Nullable Entry takeAcknowledged() {
        Entry oldest = entries.peekFirst();
        if (oldest == null || !oldest.received) {
            return null;
        }
        entries.removeFirst();
        open = entries.size();
        return oldest;
    }

    /** Whether no receipt is out; any thread. */
    boolean isEmpty() {
        return open == 0;
    }

    void retire() {
        retired = true;
        entries.clear();
        open = 0;
    }
}
