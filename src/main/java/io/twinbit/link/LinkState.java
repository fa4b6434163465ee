package io.twinbit.link;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a link says about itself, for status and the page.
 *
 * @param name of the link, e.g. {@code mqtt-in}
 * @param address of the peer, without secrets
 * @param sinceUs wall clock of the last change of {@code phase}, microseconds since 1970
 * @param lastError the newest failure in one line, kept while the link is up again
 * @param certificateEndsUs when the first of the certificates in use ends, the peer's or ours, microseconds since 1970; null without
 * @param counters by cause, e.g. {@code received}, {@code acknowledged}, {@code dropped_qos0}, {@code connects}
 */
public record LinkState(
        String name,
        String address,
        Phase phase,
        long sinceUs,
        @Nullable String lastError,
        @Nullable Long certificateEndsUs,
        Map<String, Long> counters) {
    /** CONNECTING until the first success, then UP or DOWN; CLOSED after close. */
    public enum Phase {
        CONNECTING,
        UP,
        DOWN,
        CLOSED
    }

    /** A link without certificates. */
    public LinkState(
            String name, String address, Phase phase, long sinceUs, @Nullable String lastError, Map<String, Long> counters) {
        this(name, address, phase, sinceUs, lastError, null, counters);
    }

    public LinkState {
        counters = Map.copyOf(counters);
    }

    public boolean isUp() {
        return phase == Phase.UP;
    }
}
