package io.twinbit.link.mqtt;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt to connect: {@code c/2 + random(c/2)} with {@code c = min(250 ms * 2^n, 5 s)}
 * after {@code n} failures in a row: a broker that is back is found within 5 s, and many gateways do not come at once. A connection that held for
 * {@value #STEADY_MS} ms starts the count anew; one that is thrown out at once does not.
 */
final class Backoff {
    static final long FIRST_MS = 250;
    static final long LONGEST_MS = 5_000;
    static final long STEADY_MS = 5_000;
    private static final int DOUBLINGS = 5; // 250 ms * 2^5 is the first above 5 s

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** To wait after one more failure, 125 to 5000 ms. */
    long nextMs(long heldMs) {
        failures = heldMs >= STEADY_MS ? 0 : failures;
        long ceilingMs = Math.min(LONGEST_MS, FIRST_MS << Math.min(failures, DOUBLINGS));
        failures++;
        return ceilingMs / 2 + random.nextLong(ceilingMs / 2 + 1);
    }
}
