package io.twinbit.link.mqtt;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Ends a thread that Paho's own stop may miss. The stop marks the sender as stopped and wakes it once; a sender that has just
 * looked at the mark and goes to wait for the next packet misses both and waits for ever. Woken again, it sees that it is no
 * longer connected, and ends.
 */
final class PahoThreads {
    private static final String SENDER = "MQTT Snd: ";
    private static final long ENDS_WITHIN_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long AGAIN_MS = 10;

    private PahoThreads() {}

    /** Wakes the sender of a client that has no connection any more until it has ended, for a second at most. */
    static void endSender(String clientId) {
        long startNs = System.nanoTime();
        while (wake(SENDER + clientId) && System.nanoTime() - startNs < ENDS_WITHIN_NS) {
            try {
                Thread.sleep(AGAIN_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Whether there was such a thread. */
    private static boolean wake(String name) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread[] threads = new Thread[2 * group.activeCount() + 1];
        group.enumerate(threads);
        return Arrays.stream(threads)
                        .filter(Objects::nonNull)
                        .filter(thread -> thread.getName().equals(name))
                        .peek(Thread::interrupt)
                        .count()
                > 0;
    }
}
