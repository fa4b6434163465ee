package io.twinbit.app.gateway;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The wall clock in microseconds since 1970. It may step when the machine learns the time. */
public final class WallClock {
    private WallClock() {}

    public static long nowUs() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
