package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When a subscription counts as stuck; times are seconds after the connection. */
class QuietWatchTest {
    private final QuietWatch watch = new QuietWatch(ns(30), 0);

    @Test
    void nothingIsSuspectedBeforeTheFirstMessage() {
        watch.startsAt(0);
        assertFalse(isSuspiciousAt(1_000_000));
    }

    @Test
    void aSteadyStreamThatStopsIsSuspectedAfterTheLeastTime() {
        messages(0, 100, 1);
        assertFalse(isSuspiciousAt(129));
        assertTrue(isSuspiciousAt(131));
        assertEquals(31, watch.quietS(ns(131)));
    }

    @Test
    void aStreamThatPausesIsGivenFourOfItsPauses() {
        messages(0, 600, 60);
        assertFalse(isSuspiciousAt(600 + 239));
        assertTrue(isSuspiciousAt(600 + 241));
        assertEquals(60, watch.longestPauseS());
    }

    @Test
    void aLongPauseIsForgottenAfterAnHourOrTwo() {
        messages(0, 100, 1);
        messages(40_000, 40_000 + 3_600, 1);
        assertFalse(isSuspiciousAt(43_600 + 40));
        messages(43_640, 43_640 + 7_300, 1);
        assertTrue(isSuspiciousAt(43_640 + 7_300 + 41));
    }

    @Test
    void aQuietThatWasRealIsNotSuspectedAgain() {
        messages(0, 100, 1);
        assertTrue(isSuspiciousAt(131));
        watch.settle();
        watch.startsAt(ns(132));
        assertFalse(isSuspiciousAt(1_000_000));
    }

    @Test
    void whatWasStuckIsSuspectedAsSoonTheNextTime() {
        messages(0, 100, 1);
        watch.settle();
        watch.startsAt(ns(132)); // a pause of 32 s, but not the devices'
        messages(133, 140, 1);
        assertTrue(isSuspiciousAt(171));
    }

    @Test
    void whileSomethingIsUnacknowledgedNothingIsQuiet() {
        messages(0, 100, 1);
        watch.startsAt(ns(500));
        assertFalse(isSuspiciousAt(529));
        assertTrue(isSuspiciousAt(531));
    }

    private void messages(long fromS, long toS, long everyS) {
        for (long s = fromS; s <= toS; s += everyS) {
            watch.heard(ns(s));
        }
    }

    private boolean isSuspiciousAt(long s) {
        return watch.isSuspicious(ns(s));
    }

    private static long ns(long s) {
        return s * 1_000_000_000;
    }
}
