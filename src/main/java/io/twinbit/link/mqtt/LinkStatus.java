package io.twinbit.link.mqtt;

import io.twinbit.link.LinkState;
import io.twinbit.link.LinkState.Phase;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one link says about itself: its phase, its newest failure and its counters, and one log line for each change of
 * these, not one for each attempt. Counters may be counted on any thread, the phase changes on the link's.
 */
final class LinkStatus {
    private static final Logger LOG = LoggerFactory.getLogger("io.twinbit.link.mqtt");

    /** What is counted, since the start. The page shows the names in lower case. */
    enum Counter {
        /** Connections that the broker took, and that served. */
        CONNECTS,
        /** Of these, ended before the close. */
        LOST_CONNECTIONS,
        /** Of these, ended by us, so that the broker delivers what it held back, or may have. */
        MADE_ANEW,
        /** Connections whose broker no longer had our session, so what came while we were away is lost. */
        LOST_SESSIONS,
        /** Topic filters that the broker refused. */
        REFUSED_SUBSCRIPTIONS,
        /** Messages that came in, repetitions included. */
        RECEIVED,
        /** Messages whose receipt the broker was told of. */
        ACKNOWLEDGED,
        /** Receipts that came after their connection was gone; the broker delivers these messages again. */
        LATE_RECEIPTS,
        /** Messages at QoS 1 that there was no room for; the broker delivers them again on the next connection. */
        LEFT_AT_BROKER,
        /** Messages at QoS 0, which no broker repeats, for which there was no room. */
        DROPPED_QOS0,
        /** Messages on topics of an earlier configuration that the session still has; acknowledged and dropped. */
        UNROUTED,
        /** User properties that the configuration names and that are too long or there twice; treated as missing. */
        UNUSABLE_PROPERTIES,
        /** Messages given to the broker, repetitions included. */
        PUBLISHED,
        /** Messages that the broker confirmed. */
        CONFIRMED,
        /** Messages that the broker refused for good; given up. */
        REJECTED,
        /** Messages that were still unconfirmed at the close. */
        UNCONFIRMED_AT_CLOSE,
        /** Exceptions of those who use the link, caught. */
        CALLBACK_FAILURES
    }

    private final String name;
    private final String address;
    private final LongSupplier clockUs;
    private final Map<Counter, LongAdder> counters = new EnumMap<>(Counter.class);

    private final CertificateWatch certificates = new CertificateWatch();
    private Phase phase = Phase.CONNECTING;
    private long sinceUs;
    private @Nullable String lastError;
    private @Nullable String lastSaid;

    LinkStatus(String name, String address, LongSupplier clockUs, Set<Counter> counted) {
        this.name = name;
        this.address = address;
        this.clockUs = clockUs;
        this.sinceUs = clockUs.getAsLong();
        counted.forEach(counter -> counters.put(counter, new LongAdder()));
    }

    void count(Counter counter) {
        count(counter, 1);
    }

    void count(Counter counter, long n) {
        LongAdder adder = counters.get(counter);
        if (adder == null) {
            throw new IllegalArgumentException(name + " does not count " + counter);
        }
        adder.add(n);
    }

    /**
     * The link is up.
     *
     * @param firstExpiry of the connection's certificates
     */
    synchronized void up(Optional<Tls.Expiry> firstExpiry) {
        move(Phase.UP);
        lastSaid = null;
        LOG.info("{}: connected to {}", name, address);
        certificates.watch(firstExpiry.orElse(null));
    }

    /** Says what the passing of time makes worth saying: a certificate that will end soon. */
    synchronized void remind() {
        certificates.due(Instant.ofEpochMilli(clockUs.getAsLong() / 1000)).ifPresent(this::fault);
    }

    /** The link is down, or still is; before the first success it goes on connecting. */
    synchronized void down(String reason) {
        boolean lost = phase == Phase.UP;
        move(phase == Phase.CONNECTING ? Phase.CONNECTING : Phase.DOWN);
        say(lost ? "lost " + address + ": " + reason : "no connection to " + address + ": " + reason, reason, "; trying again until it is there");
    }

    /** Something is wrong, but the link goes on as it is. */
    synchronized void fault(String reason) {
        say(reason, reason, "");
    }

    private void say(String line, String reason, String outlook) {
        lastError = reason;
        if (!line.equals(lastSaid)) {
            lastSaid = line;
            LOG.warn("{}: {}{}", name, line, outlook);
        }
    }

    synchronized void closed() {
        move(Phase.CLOSED);
        LOG.info("{}: closed", name);
    }

    private void move(Phase next) {
        if (phase != next) {
            phase = next;
            sinceUs = clockUs.getAsLong();
        }
    }

    synchronized LinkState state() {
        Map<String, Long> counts = new TreeMap<>();
        counters.forEach((counter, count) -> counts.put(counter.name().toLowerCase(Locale.ROOT), count.sum()));
        Instant end = certificates.end();
        Long endUs = end == null ? null : TimeUnit.MILLISECONDS.toMicros(end.toEpochMilli());
        return new LinkState(name, address, phase, sinceUs, lastError, endUs, counts);
    }
}
