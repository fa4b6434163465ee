package io.twinbit.app.gateway;

import io.twinbit.link.Delivery;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A delivery whose results are on their way. It is acknowledged when the last of them is confirmed, at once when there are
 * none. The loop {@link #expect}s on its own thread; sinks confirm on theirs.
 */
final class Unconfirmed {
    private final Delivery delivery;
    /** The results, and 1 for the loop until it has taken the whole message. */
    private final AtomicInteger open = new AtomicInteger(1);

    Unconfirmed(Delivery delivery) {
        this.delivery = delivery;
    }

    long receivedAtUs() {
        return delivery.receivedAtUs();
    }

    void expect() {
        open.incrementAndGet();
    }

    void confirmed() {
        if (open.decrementAndGet() == 0) {
            delivery.receipt().acknowledge();
        }
    }
}
