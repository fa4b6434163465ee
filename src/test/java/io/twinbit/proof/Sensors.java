package io.twinbit.proof;

import static org.awaitility.Awaitility.await;

import io.twinbit.proof.PlainMqtt.Packet;
import io.twinbit.proof.PlainMqtt.Published;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a {@link Load} at QoS 1 and a steady rate, and knows what the broker acknowledged. What a lost connection
 * left unacknowledged is sent again first, in its order, so the broker has everything at least once.
 */
final class Sensors implements AutoCloseable {
    private static final int WINDOW_MESSAGES = 500;
    private static final int MAX_ID = 0xffff;
    private static final long WAIT_MS = 50;
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final int port;
    private final Load load;
    private final long intervalNs;
    private long limit;
    private final Deque<Published> unacknowledged = new ArrayDeque<>();
    private final CompletableFuture<Void> ended;
    private long sent;
    private long acknowledged;
    private @Nullable IOException lost;
    private volatile boolean closing;

    /**
     * Sensors that have begun.
     *
     * @param perSecond messages of all devices together
     * @param limit messages in all, after which they fall silent
     */
    Sensors(int port, Load load, int perSecond, long limit) {
        this.port = port;
        this.load = load;
        this.intervalNs = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.limit = limit;
        this.ended = CompletableFuture.runAsync(this::run, Thread.ofPlatform().name("sensors")::start);
    }

    private void run() {
        while (!closing) {
            Thread reader = null;
            try (PlainMqtt broker = new PlainMqtt(port, "sensors")) {
                lost(null);
                reader = Thread.ofVirtual().start(() -> readAcknowledgements(broker));
                sendAgain(broker);
                sendOn(broker);
            } catch (IOException e) {
                LockSupport.parkNanos(RETRY_NS);
            } catch (InterruptedException e) {
                closing = true;
            }
            awaitEnd(reader);
        }
    }

    /** Its connection is closed: it ends, and says what it lost before the next one begins. */
    private static void awaitEnd(@Nullable Thread reader) {
        try {
            if (reader != null) {
                reader.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void lost(@Nullable IOException why) {
        lost = why;
        notifyAll();
    }

    private void readAcknowledgements(PlainMqtt broker) {
        try {
            while (true) {
                Packet packet = broker.read();
                if (packet.type() == PlainMqtt.PUBACK) {
                    acknowledged(packet.id());
                }
            }
        } catch (IOException e) {
            lost(e);
        }
    }

    private synchronized void acknowledged(int id) {
        if (unacknowledged.removeIf(message -> message.id() == id)) {
            acknowledged++;
            notifyAll();
        }
    }

    private void sendAgain(PlainMqtt broker) throws IOException {
        for (Published message : waiting()) {
            broker.publish(message);
        }
        broker.flush();
    }

    private synchronized Published[] waiting() {
        return unacknowledged.toArray(Published[]::new);
    }

    private void sendOn(PlainMqtt broker) throws IOException, InterruptedException {
        long dueNs = System.nanoTime();
        while (!closing) {
            Published next = next();
            if (next == null) {
                broker.flush();
                LockSupport.parkNanos(RETRY_NS);
                continue;
            }
            broker.publish(next);
            dueNs += intervalNs;
            if (dueNs > System.nanoTime()) {
                broker.flush();
                sleepUntil(dueNs);
            }
        }
    }

    private static void sleepUntil(long dueNs) {
        for (long left = dueNs - System.nanoTime(); left > 0; left = dueNs - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** The next message, when the window has room; null when all is sent. */
    private synchronized @Nullable Published next() throws IOException, InterruptedException {
        while (unacknowledged.size() >= WINDOW_MESSAGES && lost == null && !closing) {
            wait(WAIT_MS);
        }
        if (lost != null) {
            throw lost;
        }
        if (sent == limit || closing) {
            return null;
        }
        Published message = new Published(load.topic(sent), (int) (sent % MAX_ID) + 1, load.payload(sent));
        unacknowledged.add(message);
        sent++;
        return message;
    }

    /** Messages that were sent at least once. */
    synchronized long sent() {
        return sent;
    }

    /** Messages that the broker acknowledged. */
    synchronized long acknowledged() {
        return acknowledged;
    }

    /** Sends no more; how many the broker then has, all of them acknowledged. */
    long stopHere() {
        synchronized (this) {
            limit = sent;
        }
        return finish();
    }

    /** Waits until the broker has acknowledged all up to the limit. */
    long finish() {
        await().forever().pollInterval(Duration.ofMillis(20)).until(() -> ended.isDone() || acknowledged() == limit());
        close();
        return acknowledged();
    }

    private synchronized long limit() {
        return limit;
    }

    @Override
    public void close() {
        closing = true;
        ended.join();
    }
}
