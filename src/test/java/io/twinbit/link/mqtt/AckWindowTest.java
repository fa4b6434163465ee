package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.link.Receipt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AckWindowTest {
    private final AtomicInteger woken = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AckWindow window = new AckWindow(woken::incrementAndGet, late::incrementAndGet);

    @Test
    void aReceiptIsOutFromTheMomentThatItIsHandedOver() {
        window.add(7);
        assertFalse(window.isEmpty(), "the inbox may have it already");
        window.removeNewest();
        assertTrue(window.isEmpty());
        window.add(8).acknowledge();
        assertEquals(OptionalInt.of(8), window.takeAcknowledged());
    }

    @Test
    void aReceiptOutOfOrderWaitsForTheEarlierOnes() {
        Receipt first = window.add(7);
        Receipt second = window.add(3);
        second.acknowledge();
        assertEquals(OptionalInt.empty(), window.takeAcknowledged());
        first.acknowledge();
        assertEquals(OptionalInt.of(7), window.takeAcknowledged());
        assertFalse(window.isEmpty());
        assertEquals(OptionalInt.of(3), window.takeAcknowledged());
        assertTrue(window.isEmpty());
        assertEquals(2, woken.get());
    }

    @Test
    void receiptsOfARetiredWindowOnlyCount() {
        Receipt first = window.add(7);
        window.retire();
        first.acknowledge();
        assertEquals(OptionalInt.empty(), window.takeAcknowledged());
        assertTrue(window.isEmpty());
        assertEquals(1, late.get());
        assertEquals(0, woken.get());
    }

    @Test
    void anyOrderOfReceiptsGivesTheOrderOfArrival() {
        for (int seed = 0; seed < 100; seed++) {
            List<Receipt> receipts = new ArrayList<>(IntStream.range(0, 50).<Receipt>mapToObj(window::add).toList());
            Collections.shuffle(receipts, new Random(seed));
            List<Integer> acknowledged = new ArrayList<>();
            for (Receipt receipt : receipts) {
                receipt.acknowledge();
                for (OptionalInt next = window.takeAcknowledged(); next.isPresent(); next = window.takeAcknowledged()) {
                    acknowledged.add(next.getAsInt());
                }
            }
            assertEquals(IntStream.range(0, 50).boxed().toList(), acknowledged);
        }
    }
}
