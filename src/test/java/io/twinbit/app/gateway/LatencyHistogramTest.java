package io.twinbit.app.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    @Test
    void everyTimeLiesInABucketThatIsAtMostAnEighthTooHigh() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            long us = random.nextLong() >>> (1 + random.nextInt(62));
            long end = LatencyHistogram.upperEnd(LatencyHistogram.bucket(us));
            assertTrue(us <= end && end - us <= us / 8, us + " in a bucket up to " + end);
        }
    }

    @Test
    void percentilesAreThoseOfTheSortedTimes() {
        Random random = new Random(2);
        LatencyHistogram histogram = new LatencyHistogram();
        long[] times = random.longs(5_000, 0, 2_000_000).toArray();
        Arrays.stream(times).forEach(histogram::add);
        Arrays.sort(times);
        for (double share : new double[] {0.5, 0.99, 1}) {
            long exact = times[(int) Math.ceil(share * times.length) - 1];
            long said = histogram.percentileUs(share);
            assertTrue(exact <= said && said - exact <= exact / 8, share + ": " + exact + ", said " + said);
        }
    }

    @Test
    void forgetsWhatIsOlderThanThePeriodBefore() {
        LatencyHistogram histogram = new LatencyHistogram();
        assertEquals(0, histogram.percentileUs(0.5));
        histogram.add(1_000_000);
        histogram.turnOver();
        histogram.add(3);
        assertEquals(3, histogram.percentileUs(0.5));
        histogram.turnOver();
        assertEquals(3, histogram.percentileUs(1));
        histogram.turnOver();
        assertEquals(0, histogram.percentileUs(1));
    }
}
