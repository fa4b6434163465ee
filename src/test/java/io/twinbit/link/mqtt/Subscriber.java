package io.twinbit.link.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinbit.link.Delivery;
import io.twinbit.link.Receipt;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A source that writes down what it is handed, and acknowledges at once or only when told. */
final class Subscriber implements AutoCloseable {
    private final List<String> payloads = new CopyOnWriteArrayList<>();
    private final Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
    private final MqttSource source;
    private volatile boolean acknowledges;

    private Subscriber(MqttSettings settings, boolean acknowledges, List<String> filters) {
        this.source = new MqttSource(settings, filters, MqttTests::nowUs);
        this.acknowledges = acknowledges;
    }

    /** Acknowledges each delivery at once. */
    static Subscriber acknowledging(MqttSettings settings, String... filters) {
        return started(new Subscriber(settings, true, List.of(filters)));
    }

    /** Acknowledges nothing until {@link #acknowledgeAll}. */
    static Subscriber holding(MqttSettings settings, String... filters) {
        return started(new Subscriber(settings, false, List.of(filters)));
    }

    private static Subscriber started(Subscriber subscriber) {
        subscriber.source.start(subscriber::take);
        return subscriber;
    }

    private boolean take(Delivery delivery) {
        payloads.add(new String(delivery.payload(), UTF_8));
        if (acknowledges) {
            delivery.receipt().acknowledge();
        } else {
            receipts.add(delivery.receipt());
        }
        return true;
    }

    /** What was held back, in order, and from now on each at once. */
    void acknowledgeAll() {
        acknowledges = true;
        for (Receipt receipt = receipts.poll(); receipt != null; receipt = receipts.poll()) {
            receipt.acknowledge();
        }
    }

    /** Receipts that were not called yet, oldest first. */
    List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    List<String> payloads() {
        return List.copyOf(payloads);
    }

    MqttSource source() {
        return source;
    }

    long count(String counter) {
        return MqttTests.count(source.state(), counter);
    }

    boolean isUp() {
        return source.state().isUp();
    }

    @Override
    public void close() {
        source.close();
    }
}
