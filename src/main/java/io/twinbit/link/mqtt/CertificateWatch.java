package io.twinbit.link.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says in time that a certificate of the connection will end: from {@value #WARN_DAYS} days before, once a day. Told the time by
 * its owner; on the link's thread.
 */
final class CertificateWatch {
    static final int WARN_DAYS = 30;
    private static final Duration AGAIN_AFTER = Duration.ofDays(1);

    private Tls.@Nullable Expiry expiry;
    private Instant nextAt = Instant.MAX;

    /** A connection began; its certificates count from now on. */
    void watch(Tls.@Nullable Expiry first) {
        boolean isNew = first != null && !first.equals(expiry);
        expiry = first;
        if (first == null) {
            nextAt = Instant.MAX;
        } else if (isNew) {
            nextAt = first.at().minus(WARN_DAYS, ChronoUnit.DAYS);
        }
    }

    /** When the first certificate ends; null without TLS. */
    @Nullable Instant end() {
        return expiry == null ? null : expiry.at();
    }

    /** What is to be said now, seldom anything. */
    Optional<String> due(Instant now) {
        Tls.Expiry ends = expiry;
        if (ends == null || now.isBefore(nextAt)) {
            return Optional.empty();
        }
        nextAt = now.plus(AGAIN_AFTER);
        long days = ChronoUnit.DAYS.between(now, ends.at());
        return Optional.of(ends.whose() + (days < 0 ? " has expired on " : " expires in " + days + " days, on ") + ends.at()
                + "; without a new one the next connection fails");
    }
}
