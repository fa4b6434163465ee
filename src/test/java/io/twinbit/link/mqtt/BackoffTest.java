package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void doublesUpToItsBoundWithHalfOfItByChance() {
        for (int failure = 0; failure < 1_000; failure++) {
            long ceilingMs = Math.min(5_000, failure < 5 ? 250L << failure : 5_000);
            long ms = backoff.nextMs(0);
            assertTrue(ms >= ceilingMs / 2 && ms <= ceilingMs, ms + " ms after failure " + failure);
        }
    }

    @Test
    void gatewaysDoNotComeBackTogether() {
        long distinct = LongStream.range(0, 100).map(seed -> new Backoff(new Random(seed)).nextMs(0)).distinct().count();
        assertTrue(distinct > 30, distinct + " different waits of 100");
    }

    @Test
    void aSteadyConnectionStartsAnewAndOneThatIsThrownOutDoesNot() {
        LongStream.range(0, 10).forEach(i -> backoff.nextMs(Backoff.STEADY_MS - 1));
        assertTrue(backoff.nextMs(Backoff.STEADY_MS - 1) >= Backoff.LONGEST_MS / 2);
        assertTrue(backoff.nextMs(Backoff.STEADY_MS) <= Backoff.FIRST_MS);
        assertEquals(1, LongStream.of(backoff.nextMs(0)).filter(ms -> ms >= Backoff.FIRST_MS && ms <= 2 * Backoff.FIRST_MS).count());
    }
}
