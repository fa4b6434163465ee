package io.twinbit.testing;

import io.twinbit.testing.FaultProxy.Direction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What a {@link FaultProxy} does to the bytes of all its connections. */
final class ProxyRules {
    /** No byte of a test has this number. */
    static final long NEVER = Long.MAX_VALUE;

    final Way toServer = new Way();
    final Way toClient = new Way();
    volatile long delayNs;
    volatile long bytesPerS;

    /** A packet at which something happens, once. */
    record Trap(int packetType, AtomicInteger left, Runnable action) {}

    /** What concerns one direction. */
    static final class Way {
        final LongAdder passed = new LongAdder();
        final AtomicLong resetAt = new AtomicLong(NEVER);
        final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();

        /** Counts one packet; the action when it is the one that was waited for. */
        @Nullable Runnable spring(int packetType) {
            Trap waiting = trap.get();
            if (waiting == null || waiting.packetType() != packetType || waiting.left().decrementAndGet() != 0) {
                return null;
            }
            return trap.compareAndSet(waiting, null) ? waiting.action() : null;
        }
    }

    Way way(Direction direction) {
        return switch (direction) {
            case TO_SERVER -> toServer;
            case TO_CLIENT -> toClient;
        };
    }
}
