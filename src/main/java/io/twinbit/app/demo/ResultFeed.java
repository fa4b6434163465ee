package io.twinbit.app.demo;

import io.twinbit.link.Delivery;
import io.twinbit.link.Source;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Results as any subscriber gets them off the broker, one at a time. A result is acknowledged when the next one is asked
 * for, so a reader that is slow slows the broker's deliveries down and loses none. Read by one thread.
 */
final class ResultFeed {
    private final BlockingQueue<Delivery> arrived;
    private final Set<String> devices = new HashSet<>();
    private @Nullable Delivery shown;
    private long decisions;
    private long changes;

    /**
     * Starts listening.
     *
     * @param windowMessages that the source has un-acknowledged at most, so that there is always room for them
     */
    ResultFeed(Source results, int windowMessages) {
        arrived = new ArrayBlockingQueue<>(windowMessages);
        results.start(arrived::offer);
    }

    /** The next result, or null when none came in that time. */
    @Nullable Decision next(long timeoutMs) throws InterruptedException {
        if (shown != null) {
            shown.receipt().acknowledge();
        }
        shown = arrived.poll(timeoutMs, TimeUnit.MILLISECONDS);
        return shown == null ? null : counted(Decision.parse(shown.payload()));
    }

    private Decision counted(Decision decision) {
        decisions++;
        changes += decision.changed() ? 1 : 0;
        devices.add(decision.device());
        return decision;
    }

    long decisions() {
        return decisions;
    }

    long changes() {
        return changes;
    }

    int devices() {
        return devices.size();
    }
}
