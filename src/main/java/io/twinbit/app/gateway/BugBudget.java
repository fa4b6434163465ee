package io.twinbit.app.gateway;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * How many bugs the daemon lives with: a message that makes a pipeline throw is put aside and the stream goes on, but when
 * it happens {@code max} times within {@code within}, going on is no service to anybody. Confined to the loop's thread.
 */
final class BugBudget {
    private final int max;
    private final Duration within;
    private final ArrayDeque<Long> atUs = new ArrayDeque<>();

    BugBudget(int max, Duration within) {
        this.max = max;
        this.within = within;
    }

    /** Notes one; throws when it is one too many. */
    void spend(long nowUs, Throwable bug) {
        long sinceUs = nowUs - within.toNanos() / 1000;
        while (!atUs.isEmpty() && atUs.getFirst() < sinceUs) {
            atUs.removeFirst();
        }
        atUs.addLast(nowUs);
        if (atUs.size() >= max) {
            throw new IllegalStateException(max + " bugs within " + within.toSeconds() + " s, the newest: " + bug, bug);
        }
    }
}
