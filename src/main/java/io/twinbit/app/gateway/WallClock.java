package io.twinbit.app.gateway;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The wall clock in microseconds since 1970. It may step when the machine learns the time. */
final class WallClock {
    private WallClock() {}

    static long nowUs() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
