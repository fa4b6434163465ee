package io.twinbit.link.mqtt;

import io.twinbit.link.Delivery;
import io.twinbit.link.Inbox;
import io.twinbit.link.Receipt;
import io.twinbit.link.mqtt.LinkStatus.Counter;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What came in over one connection and is on its way to the inbox; it ends with its connection, and with it all that was not
 * handed over, which the broker delivers again.
 *
 * <p>Between Paho's thread and ours lies a bounded queue. At QoS 1 our receive maximum bounds it, and there is room for one
 * window beyond that, so that Paho's thread does not wait. It does when a broker goes further still (mosquitto 2.0 does with
 * a session that it restored from its disk): then TCP holds the broker back while we acknowledge, and if nothing moves for
 * the time of the keep-alive, the connection ends. At QoS 0, which knows no flow control, we drop and count.
 */
final class Inbound implements Connection.Listener {
    @SuppressWarnings("ArrayRecordComponent") // raw bytes on the hot path; never compared
    private record Arrival(
            int packetId, boolean needsReceipt, String topic, byte[] payload, long receivedAtUs, Map<String, String> properties) {}

    private static final Receipt NONE = () -> {};

    private final int keepAliveS;
    private final List<TopicFilter> filters;
    private final LinkStatus status;
    private final LongSupplier clockUs;
    private final Runnable wake;
    private final AckWindow acks;
    private final ConcurrentLinkedQueue<Arrival> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore roomAtQos1;
    private final Semaphore roomAtQos0;

    Inbound(MqttSettings settings, List<TopicFilter> filters, LinkStatus status, LongSupplier clockUs, Runnable wake) {
        this.keepAliveS = settings.keepAliveS();
        this.filters = filters;
        this.status = status;
        this.clockUs = clockUs;
        this.wake = wake;
        this.acks = new AckWindow(wake, () -> status.count(Counter.LATE_RECEIPTS));
        this.roomAtQos1 = new Semaphore(2 * settings.windowMessages());
        this.roomAtQos0 = new Semaphore(settings.windowMessages());
    }

    /** Paho's thread. */
    @Override
    public void arrived(int packetId, int qos, String topic, byte[] payload, List<Map.Entry<String, String>> properties) {
        status.count(Counter.RECEIVED);
        boolean needsReceipt = qos > 0;
        if (needsReceipt) {
            awaitRoom();
        } else if (!roomAtQos0.tryAcquire()) {
            status.count(Counter.DROPPED_QOS0);
            return;
        }
        NamedProperties named = NamedProperties.of(properties);
        status.count(Counter.UNUSABLE_PROPERTIES, named.leftOut());
        queue.add(new Arrival(packetId, needsReceipt, topic, payload, clockUs.getAsLong(), named.usable()));
        wake.run();
    }

    private void awaitRoom() {
        try {
            if (!roomAtQos1.tryAcquire(keepAliveS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the broker ignores our receive maximum");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void changed() {
        wake.run();
    }

    /** Hands the oldest arrival over; false when there is none or the inbox has no room. Our thread, as all below. */
    boolean handOver(Inbox inbox) {
        Arrival oldest = queue.peek();
        if (oldest == null) {
            return false;
        }
        boolean gone = oldest.needsReceipt() ? handOverAtQos1(oldest, inbox) : handOverAtQos0(oldest, inbox);
        if (gone) {
            queue.remove();
        }
        return gone;
    }

    private boolean handOverAtQos1(Arrival arrival, Inbox inbox) {
        AckWindow.Entry entry = acks.add(arrival.packetId()); // first, for a drain may begin as soon as the inbox has it
        if (!isRouted(arrival.topic())) {
            status.count(Counter.UNROUTED);
            entry.acknowledge();
        } else if (!take(inbox, arrival, entry)) {
            acks.removeNewest();
            return false;
        }
        return true;
    }

    private boolean handOverAtQos0(Arrival arrival, Inbox inbox) {
        if (!isRouted(arrival.topic())) {
            status.count(Counter.UNROUTED);
        } else if (!take(inbox, arrival, NONE)) {
            status.count(Counter.DROPPED_QOS0);
        }
        roomAtQos0.release();
        return true;
    }

    private boolean isRouted(String topic) {
        return filters.stream().anyMatch(filter -> filter.matches(topic));
    }

    private boolean take(Inbox inbox, Arrival arrival, Receipt receipt) {
        try {
            return inbox.offer(new Delivery(
                    arrival.topic(), arrival.payload(), arrival.receivedAtUs(), arrival.properties(), receipt));
        } catch (RuntimeException e) {
            status.count(Counter.CALLBACK_FAILURES);
            status.fault("the inbox failed: " + e);
            return false;
        }
    }

    boolean hasWaiting() {
        return !queue.isEmpty();
    }

    /** Sends the acknowledgements that are due. */
    void acknowledge(Connection connection) throws LinkDownException {
        for (OptionalInt due = acks.takeAcknowledged(); due.isPresent(); due = acks.takeAcknowledged()) {
            roomAtQos1.release(); // first, for the broker's next message may be here before acknowledge() is back
            connection.acknowledge(due.getAsInt());
            status.count(Counter.ACKNOWLEDGED);
        }
    }

    /** Whether every message that was handed over is acknowledged; any thread. */
    boolean isAcknowledged() {
        return acks.isEmpty();
    }

    /** The connection is gone: receipts that are still out do nothing from now on. */
    void retire() {
        acks.retire();
        roomAtQos1.release(Short.MAX_VALUE); // whoever waits for room need not any more
    }
}
