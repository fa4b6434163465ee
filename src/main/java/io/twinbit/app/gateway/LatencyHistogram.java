package io.twinbit.app.gateway;

import java.util.Arrays;

/**
 * Times in microseconds in buckets that grow by an eighth, so that a percentile is at most 12.5 % too high. Two halves
 * take turns: a percentile covers the running period and the one before, and what is older is forgotten. Confined to the
 * loop's thread.
 */
final class LatencyHistogram {
    /** Buckets in each doubling. */
    private static final int STEPS = 8;
    private static final int STEP_BITS = 3;
    private static final int BUCKETS = (Long.SIZE - STEP_BITS) * STEPS;

    private int[] running = new int[BUCKETS];
    private int[] before = new int[BUCKETS];

    void add(long us) {
        running[bucket(Math.max(0, us))]++;
    }

    /** Ends the running period. */
    void turnOver() {
        int[] forgotten = before;
        before = running;
        running = forgotten;
        Arrays.fill(running, 0);
    }

    /** The upper end of the bucket below which {@code share} (0 to 1) of the times lie; 0 without any. */
    long percentileUs(double share) {
        long rank = (long) Math.ceil(share * count());
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += running[i] + before[i];
            if (seen > 0 && seen >= rank) {
                return upperEnd(i);
            }
        }
        return 0;
    }

    private long count() {
        long count = 0;
        for (int i = 0; i < BUCKETS; i++) {
            count += running[i] + before[i];
        }
        return count;
    }

    /** Values below 8 have a bucket each; above, the three bits after the highest one choose within its doubling. */
    static int bucket(long us) {
        if (us < STEPS) {
            return (int) us;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(us) - STEP_BITS;
        return (shift + 1) * STEPS + (int) (us >>> shift) - STEPS;
    }

    static long upperEnd(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int shift = bucket / STEPS - 1;
        return ((long) (bucket % STEPS + STEPS + 1) << shift) - 1;
    }
}
