package io.twinbit.proof;

import io.twinbit.proof.PlainMqtt.Packet;
import io.twinbit.proof.PlainMqtt.Published;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Receives all results of a broker over a session that is kept, and keeps them as they came. */
final class Collector implements AutoCloseable {
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int DEVICE_LEVEL = 4;

    private final int port;
    private final Results results = new Results();
    private final CompletableFuture<Void> ended;
    private volatile @Nullable PlainMqtt broker;
    private volatile boolean closing;
    private volatile long newestAtNs = System.nanoTime();

    /** A collector that is subscribed. */
    Collector(int port) throws IOException {
        this.port = port;
        connect();
        this.ended = CompletableFuture.runAsync(this::run, Thread.ofPlatform().name("collector")::start);
    }

    private PlainMqtt connect() throws IOException {
        PlainMqtt connected = new PlainMqtt(port, "collector");
        connected.subscribe("twinbit/v1/+/+/+/result");
        broker = connected;
        return connected;
    }

    private void run() {
        PlainMqtt current = broker;
        while (!closing) {
            try {
                if (current == null) {
                    current = connect();
                }
                take(current);
            } catch (IOException e) {
                current = null;
                LockSupport.parkNanos(RETRY_NS);
            }
        }
    }

    private void take(PlainMqtt from) throws IOException {
        Packet packet = from.read();
        if (packet.type() == PlainMqtt.PUBLISH) {
            Published message = packet.published();
            results.add(message.topic().split("/", -1)[DEVICE_LEVEL], message.payload());
            newestAtNs = System.nanoTime();
            from.acknowledge(message.id());
        }
    }

    Results results() {
        return results;
    }

    /** Time since the newest result. */
    long silentForMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - newestAtNs);
    }

    @Override
    public void close() throws IOException {
        closing = true;
        PlainMqtt connected = broker;
        if (connected != null) {
            connected.close();
        }
        ended.join();
    }
}
