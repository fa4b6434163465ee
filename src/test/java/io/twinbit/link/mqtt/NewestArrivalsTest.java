package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NewestArrivalsTest {
    private final NewestArrivals arrivals = new NewestArrivals(3, 100);

    @Test
    void theOldestMakeRoomForTheNewest() {
        Arrival[] a = {arrival(10), arrival(10), arrival(10), arrival(10)};
        assertEquals(0, arrivals.add(a[0]));
        assertEquals(0, arrivals.add(a[1]));
        assertEquals(0, arrivals.add(a[2]));
        assertEquals(1, arrivals.add(a[3]));
        assertSame(a[1], arrivals.poll());
        assertSame(a[2], arrivals.poll());
        assertSame(a[3], arrivals.poll());
        assertNull(arrivals.poll());
        assertEquals(0, arrivals.size());
    }

    @Test
    void bytesAreBoundedToo() {
        arrivals.add(arrival(40));
        arrivals.add(arrival(40));
        assertEquals(2, arrivals.add(arrival(90)), "one of two would not be enough");
        assertEquals(1, arrivals.add(arrival(1_000)), "the newest stays, however large");
        assertEquals(1, arrivals.size());
        assertEquals(1, arrivals.add(arrival(10)));
        assertEquals(0, arrivals.add(arrival(90)));
    }

    @Test
    void whatCouldNotBeHandedOverIsTheOldestAgainWhileThereIsRoom() {
        arrivals.add(arrival(10));
        Arrival oldest = Objects.requireNonNull(arrivals.poll());
        arrivals.add(arrival(10));
        assertTrue(arrivals.putBack(oldest));
        assertSame(oldest, arrivals.poll());
        arrivals.add(arrival(10));
        arrivals.add(arrival(10));
        assertFalse(arrivals.putBack(oldest));
        assertEquals(3, arrivals.size());
    }

    private static Arrival arrival(int bytes) {
        return new Arrival(0, "t", new byte[bytes - 1], 0, Map.of(), false);
    }
}
