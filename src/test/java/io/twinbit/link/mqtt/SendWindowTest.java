package io.twinbit.link.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.link.mqtt.SendWindow.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SendWindowTest {
    @Test
    void isBoundedAndSaysSo() {
        SendWindow window = new SendWindow(new Room(2, MqttSettings.WINDOW_BYTES));
        assertTrue(window.offer(entry(0)));
        assertTrue(window.offer(entry(1)));
        assertFalse(window.offer(entry(2)));
        Entry first = window.takeNext(1);
        assertNull(window.takeNext(1), "one in flight is the maximum");
        assertFalse(window.offer(entry(2)), "in flight is not confirmed");
        assertTrue(first != null && window.remove(first));
        assertTrue(window.offer(entry(2)));
    }

    @Test
    void aConfirmationCountsOnce() {
        SendWindow window = new SendWindow(new Room(2, MqttSettings.WINDOW_BYTES));
        Entry entry = entry(0);
        window.offer(entry);
        assertFalse(window.remove(entry), "not sent on this connection");
        window.takeNext(1);
        assertTrue(window.remove(entry));
        assertFalse(window.remove(entry));
    }

    @Test
    void takesNothingAfterItsClose() {
        SendWindow window = new SendWindow(new Room(2, MqttSettings.WINDOW_BYTES));
        assertTrue(window.close());
        assertFalse(window.close());
        assertFalse(window.offer(entry(0)));
    }

    /** Random offers, confirmations in any order and lost connections: what is sent is always in order, and none is missing. */
    @Test
    void keepsTheOrderOverLostConnections() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            SendWindow window = new SendWindow(new Room(8, MqttSettings.WINDOW_BYTES));
            List<Entry> inFlight = new ArrayList<>();
            int offered = 0;
            int confirmed = 0;
            int last = -1;
            while (confirmed < 100) {
                switch (random.nextInt(8)) {
                    case 0 -> {
                        window.sendAgain();
                        inFlight.clear();
                        last = -1;
                    }
                    case 1, 2 -> offered += offered < 100 && window.offer(entry(offered)) ? 1 : 0;
                    case 3, 4 -> {
                        if (!inFlight.isEmpty()) {
                            assertTrue(window.remove(inFlight.remove(random.nextInt(inFlight.size()))));
                            confirmed++;
                        }
                    }
                    default -> {
                        Entry next = window.takeNext(4);
                        if (next != null) {
                            assertTrue(number(next) > last, "seed " + seed);
                            last = number(next);
                            inFlight.add(next);
                        }
                    }
                }
                assertEquals(offered - confirmed, window.unconfirmed());
            }
        }
    }

    private static Entry entry(int number) {
        return new Entry(MqttTests.message("t", number), () -> {});
    }

    private static int number(Entry entry) {
        return Integer.parseInt(new String(entry.message().payload(), UTF_8));
    }
}
