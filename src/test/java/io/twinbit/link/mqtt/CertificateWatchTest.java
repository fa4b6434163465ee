package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificateWatchTest {
    private static final Instant END = Instant.parse("2030-01-31T00:00:00Z");
    private final CertificateWatch watch = new CertificateWatch();

    private Optional<String> daysBefore(int days) {
        return watch.due(END.minus(Duration.ofDays(days)));
    }

    @Test
    void warnsFromThirtyDaysBeforeOnceADayAndAfterTheEnd() {
        watch.watch(new Tls.Expiry("ours", END));
        assertEquals(Optional.empty(), daysBefore(31));
        assertTrue(daysBefore(30).orElseThrow().contains("ours expires in 30 days, on 2030-01-31"), "30 days before");
        assertEquals(Optional.empty(), watch.due(END.minus(Duration.ofDays(30)).plusSeconds(3_600)));
        assertTrue(daysBefore(29).orElseThrow().contains("in 29 days"), "the next day");
        assertTrue(daysBefore(-2).orElseThrow().contains("ours has expired on 2030-01-31"), "after the end");
    }

    @Test
    void aNewConnectionWithTheSameCertificateDoesNotWarnAgainButAnotherCertificateDoes() {
        watch.watch(new Tls.Expiry("ours", END));
        assertTrue(daysBefore(10).isPresent());
        watch.watch(new Tls.Expiry("ours", END));
        assertEquals(Optional.empty(), daysBefore(10));
        watch.watch(new Tls.Expiry("ours", END.plusSeconds(1)));
        assertTrue(daysBefore(10).isPresent());
        watch.watch(null);
        assertEquals(Optional.empty(), daysBefore(-100));
    }
}
