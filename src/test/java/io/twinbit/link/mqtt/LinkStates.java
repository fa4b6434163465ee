package io.twinbit.link.mqtt;

import io.twinbit.link.LinkState;
import java.util.Objects;

/** What a link's state must say; the test fails when it does not say it. */
final class LinkStates {
    private LinkStates() {}

    static long count(LinkState state, String counter) {
        return Objects.requireNonNull(state.counters().get(counter), counter);
    }

    static String lastError(LinkState state) {
        return Objects.requireNonNull(state.lastError(), "no error");
    }
}
