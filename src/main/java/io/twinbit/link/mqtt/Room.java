package io.twinbit.link.mqtt;

import java.util.concurrent.TimeUnit;

/**
 * How much may be in flight in one direction: so many messages and so many bytes. A message that is larger than all the
 * bytes is let in when nothing else is. For any thread.
 */
final class Room {
    private final int messages;
    private final long bytes;
    private int messagesIn;
    private long bytesIn;
    private boolean closed;

    Room(int messages, long bytes) {
        this.messages = messages;
        this.bytes = bytes;
    }

    /** Lets a message in, or returns false at once. */
    synchronized boolean tryEnter(long messageBytes) {
        if (closed || messagesIn >= messages || (messagesIn > 0 && bytesIn + messageBytes > bytes)) {
            return false;
        }
        messagesIn++;
        bytesIn += messageBytes;
        return true;
    }

    /** Lets a message in as soon as there is room for it; false when there was none for so long, or it was closed. */
    synchronized boolean enter(long messageBytes, long withinMs) {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMs);
        try {
            for (long restNs = 1; !closed && restNs > 0; restNs = endNs - System.nanoTime()) {
                if (tryEnter(messageBytes)) {
                    return true;
                }
                TimeUnit.NANOSECONDS.timedWait(this, endNs - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** A message of so many bytes is no longer in flight. */
    synchronized void leave(long messageBytes) {
        messagesIn--;
        bytesIn -= messageBytes;
        notifyAll();
    }

    /** Lets nothing in any more; who waits need not. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
