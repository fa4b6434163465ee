package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.link.Receipt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AckWindowTest {
    private final AtomicInteger woken = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AckWindow window = new AckWindow(woken::incrementAndGet, late::incrementAndGet);

    private AckWindow.Entry add(int packetId) {
        return window.add(packetId, 1);
    }

    private List<Integer> taken() {
        AckWindow.Entry entry = window.takeAcknowledged();
        return entry == null ? List.of() : List.of(entry.packetId());
    }

    @Test
    void aReceiptIsOutFromTheMomentThatItIsHandedOver() {
        add(7);
        assertFalse(window.isEmpty(), "the inbox may have it already");
        window.removeNewest();
        assertTrue(window.isEmpty());
        add(8).acknowledge();
        assertEquals(List.of(8), taken());
    }

    @Test
    void aReceiptOutOfOrderWaitsForTheEarlierOnes() {
        Receipt first = add(7);
        Receipt second = add(3);
        second.acknowledge();
        assertEquals(List.of(), taken());
        first.acknowledge();
        assertEquals(List.of(7), taken());
        assertFalse(window.isEmpty());
        assertEquals(List.of(3), taken());
        assertTrue(window.isEmpty());
        assertEquals(2, woken.get());
    }

    @Test
    void receiptsOfARetiredWindowOnlyCount() {
        Receipt first = add(7);
        window.retire();
        first.acknowledge();
        assertEquals(List.of(), taken());
        assertTrue(window.isEmpty());
        assertEquals(1, late.get());
        assertEquals(0, woken.get());
    }

    @Test
    void anyOrderOfReceiptsGivesTheOrderOfArrival() {
        for (int seed = 0; seed < 100; seed++) {
            List<Receipt> receipts = new ArrayList<>(IntStream.range(0, 50).<Receipt>mapToObj(this::add).toList());
            Collections.shuffle(receipts, new Random(seed));
            List<Integer> acknowledged = new ArrayList<>();
            for (Receipt receipt : receipts) {
                receipt.acknowledge();
                for (List<Integer> next = taken(); !next.isEmpty(); next = taken()) {
                    acknowledged.addAll(next);
                }
            }
            assertEquals(IntStream.range(0, 50).boxed().toList(), acknowledged);
        }
    }
}
