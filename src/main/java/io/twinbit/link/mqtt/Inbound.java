package io.twinbit.link.mqtt;

import io.twinbit.link.Delivery;
import io.twinbit.link.Inbox;
import io.twinbit.link.Receipt;
import io.twinbit.link.mqtt.LinkStatus.Counter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What came in over one connection and is on its way to the inbox, or was handed over and is not acknowledged yet; it ends
 * with its connection, and with it all that was not acknowledged, which the broker delivers again.
 *
 * <p>At QoS 1 our receive maximum bounds the messages, and there is {@link Room} for one window beyond that. When a broker goes
 * further still (mosquitto 2.0 does with a session that it restored from its disk) or the messages are large
 * ({@link MqttSettings#WINDOW_BYTES}), Paho's thread waits, and TCP holds the broker back while we acknowledge. It waits half
 * a keep-alive at most, for it must go on to read the answers to Paho's pings: after that, what comes over this connection is
 * <em>left at the broker</em>, neither kept nor acknowledged, and once all that we do hold is acknowledged the connection is
 * {@linkplain #isSpent spent}: on the next one the broker delivers the rest, in order.
 *
 * <p>QoS 0 knows no acknowledgements: its messages wait in a ring of their own, the oldest are dropped and counted.
 */
final class Inbound implements Connection.Listener {
    private static final Receipt NONE = () -> {};

    private final List<TopicFilter> filters;
    private final LinkStatus status;
    private final LongSupplier clockUs;
    private final Runnable wake;
    private final AckWindow acks;
    private final long waitMs;
    private final Room room;
    private final ConcurrentLinkedQueue<Arrival> queue = new ConcurrentLinkedQueue<>();
    private final NewestArrivals queueAtQos0;
    private volatile boolean leavesAtBroker;

    Inbound(MqttSettings settings, List<TopicFilter> filters, LinkStatus status, LongSupplier clockUs, Runnable wake) {
        this.filters = filters;
        this.status = status;
        this.clockUs = clockUs;
        this.wake = wake;
        this.acks = new AckWindow(wake, () -> status.count(Counter.LATE_RECEIPTS));
        this.waitMs = TimeUnit.SECONDS.toMillis(settings.keepAliveS()) / 2;
        this.room = new Room(2 * settings.windowMessages(), MqttSettings.WINDOW_BYTES);
        this.queueAtQos0 = new NewestArrivals(settings.windowMessages(), MqttSettings.WINDOW_BYTES);
    }

    /** Paho's thread. */
    @Override
    public void arrived(int packetId, int qos, boolean repeated, String topic, byte[] payload, List<Map.Entry<String, String>> properties) {
        status.count(Counter.RECEIVED);
        NamedProperties named = NamedProperties.of(properties);
        status.count(Counter.UNUSABLE_PROPERTIES, named.leftOut());
        Arrival arrival = new Arrival(packetId, topic, payload, clockUs.getAsLong(), named.usable(), repeated);
        if (qos == 0) {
            status.count(Counter.DROPPED_QOS0, queueAtQos0.add(arrival));
        } else if (!leavesAtBroker && room.enter(arrival.bytes(), waitMs)) {
            queue.add(arrival);
        } else {
            leavesAtBroker = true;
            status.count(Counter.LEFT_AT_BROKER);
        }
        wake.run();
    }

    @Override
    public void changed() {
        wake.run();
    }

    /** Hands the oldest arrivals over; false when there are none or the inbox has no room. Our thread, as all below. */
    boolean handOver(Inbox inbox) {
        boolean one = handOverAtQos1(inbox);
        boolean other = handOverAtQos0(inbox);
        return one || other;
    }

    private boolean handOverAtQos1(Inbox inbox) {
        Arrival oldest = queue.peek();
        if (oldest == null) {
            return false;
        }
        AckWindow.Entry entry = acks.add(oldest.packetId(), oldest.bytes()); // first, for a drain may begin as soon as the inbox has it
        if (!isRouted(oldest)) {
            entry.acknowledge();
        } else if (!take(inbox, oldest, entry)) {
            acks.removeNewest();
            return false;
        }
        queue.remove();
        return true;
    }

    private boolean handOverAtQos0(Inbox inbox) {
        Arrival oldest = queueAtQos0.poll();
        if (oldest == null) {
            return false;
        }
        if (!isRouted(oldest) || take(inbox, oldest, NONE)) {
            return true;
        }
        status.count(Counter.DROPPED_QOS0, queueAtQos0.putBack(oldest) ? 0 : 1);
        return false;
    }

    private boolean isRouted(Arrival arrival) {
        boolean routed = filters.stream().anyMatch(filter -> filter.matches(arrival.topic()));
        status.count(Counter.UNROUTED, routed ? 0 : 1);
        return routed;
    }

    private boolean take(Inbox inbox, Arrival arrival, Receipt receipt) {
        try {
            return inbox.offer(new Delivery(
                    arrival.topic(), arrival.payload(), arrival.receivedAtUs(), arrival.properties(),
                    arrival.repeated(), receipt));
        } catch (RuntimeException e) {
            status.count(Counter.CALLBACK_FAILURES);
            status.fault("the inbox failed: " + e);
            return false;
        }
    }

    boolean hasWaiting() {
        return !queue.isEmpty() || queueAtQos0.size() > 0;
    }

    /** Sends the acknowledgements that are due. */
    void acknowledge(Connection connection) throws LinkDownException {
        for (AckWindow.Entry due = acks.takeAcknowledged(); due != null; due = acks.takeAcknowledged()) {
            room.leave(due.bytes()); // first, for the broker's next message may be here before acknowledge() is back
            connection.acknowledge(due.packetId());
            status.count(Counter.ACKNOWLEDGED);
        }
    }

    /** Whether every message that was handed over is acknowledged; any thread. */
    boolean isAcknowledged() {
        return acks.isEmpty();
    }

    /** Whether anything waits here, or is not acknowledged. */
    boolean holdsAny() {
        return hasWaiting() || !acks.isEmpty();
    }

    /** Whether this connection can bring nothing more: something was left at the broker, and all before it is acknowledged. */
    boolean isSpent() {
        return leavesAtBroker && queue.isEmpty() && acks.isEmpty();
    }

    /** The connection is gone: receipts that are still out do nothing from now on. */
    void retire() {
        acks.retire();
        room.close();
        status.count(Counter.DROPPED_QOS0, queueAtQos0.size());
    }
}
