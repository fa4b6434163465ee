package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.link.Delivery;
import io.twinbit.link.mqtt.LinkStatus.Counter;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bounds of what one connection brings in, in bytes; the window of messages is a matter of {@link MqttSourceTest}. */
class InboundTest {
    private static final int A_THIRD = (int) MqttSettings.WINDOW_BYTES / 3;

    private final LinkStatus status = new LinkStatus("in", "tcp://nowhere:1", () -> 0, EnumSet.allOf(Counter.class));
    private final Inbound inbound = new Inbound(
            new MqttSettings(URI.create("tcp://nowhere:1"), "in", 64, 0, 1_000, 1, null),
            List.of(TopicFilter.of("t")), status, () -> 0, () -> {});
    private final List<Delivery> taken = new ArrayList<>();

    private void arrive(int qos, int bytes) {
        inbound.arrived(1, qos, false, "t", new byte[bytes], List.of());
    }

    private List<Integer> handOver() {
        while (inbound.handOver(taken::add)) {
            // until there is nothing left
        }
        return taken.stream().map(delivery -> delivery.payload().length).toList();
    }

    private long count(String counter) {
        return LinkStates.count(status.state(), counter);
    }

    @Test
    void largeMessagesFillTheWindowByTheirBytesAndTheRestStaysAtTheBroker() {
        arrive(1, A_THIRD);
        arrive(1, A_THIRD);
        arrive(1, A_THIRD);
        arrive(1, 10); // there would be room, but it must not overtake
        assertEquals(2, count("left_at_broker"));
        assertEquals(List.of(A_THIRD, A_THIRD), handOver());
        assertFalse(inbound.isSpent(), "two are not acknowledged");
    }

    @Test
    void handedOverIsNotAcknowledgedAndTakesRoom() {
        arrive(1, A_THIRD);
        arrive(1, A_THIRD);
        handOver();
        arrive(1, A_THIRD);
        assertEquals(1, count("left_at_broker"));
    }

    @Test
    void atQos0TheNewestFillTheRingByTheirBytesBesideTheWindow() {
        arrive(1, A_THIRD);
        arrive(1, A_THIRD);
        arrive(0, A_THIRD);
        arrive(0, A_THIRD + 1);
        arrive(0, A_THIRD + 2);
        assertEquals(1, count("dropped_qos0"));
        assertEquals(0, count("left_at_broker"));
        assertEquals(List.of(A_THIRD, A_THIRD + 1, A_THIRD, A_THIRD + 2), handOver(), "in turns, each in its order");
    }

    @Test
    void whatWaitsAtQos0WhenTheConnectionEndsIsCountedAsDropped() {
        arrive(0, 10);
        arrive(0, 10);
        assertTrue(inbound.hasWaiting());
        inbound.retire();
        assertEquals(2, count("dropped_qos0"));
    }
}
