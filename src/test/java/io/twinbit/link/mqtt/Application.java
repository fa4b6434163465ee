package io.twinbit.link.mqtt;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What an application does with the messages of a client: it takes them, and sometimes it has no room, or fails. */
final class Application {
    /** A message that the application took, and how it says that it is done with it. */
    record Taken(String topic, String text, Runnable acknowledge) {}

    private final BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile CountDownLatch room = new CountDownLatch(0);

    /** From now on there is no room until {@link #hasRoomAgain}. */
    void hasNoRoom() {
        room = new CountDownLatch(1);
    }

    void hasRoomAgain() {
        room.countDown();
    }

    boolean hasRoom() {
        return room.getCount() == 0;
    }

    void awaitRoom() throws InterruptedException {
        room.await();
    }

    /** The next messages throw. */
    void failsForTheNext(int messages) {
        failures.set(messages);
    }

    void take(Taken message) {
        if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new IllegalStateException("a bug of the application");
        }
        taken.add(message);
    }

    /** The next message that it took; the script fails when there is none. */
    Taken next() throws InterruptedException {
        Taken next = taken.poll(ScriptedBroker.PATIENCE_S, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("the application was given nothing");
        }
        return next;
    }

    /** How many messages it took that the script did not ask for yet, after this time, or as soon as there are so many. */
    int waitingAfter(Duration time, int atMost) throws InterruptedException {
        long endNs = System.nanoTime() + time.toNanos();
        while (taken.size() < atMost && System.nanoTime() < endNs) {
            Thread.sleep(5);
        }
        return taken.size();
    }
}
