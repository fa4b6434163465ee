package io.twinbit.proof;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That the other proofs say something: what they hold a gateway to is what an undisturbed one does, and they can fail. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ControlTest {
    private static final int MESSAGES = 2_000;
    private static final int PER_SECOND = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void anUndisturbedGatewayGivesExactlyTheExpectedResults() throws Exception {
        try (Site site = new Site(folder, new Load(3), "");
                GatewayProcess gateway = site.start()) {
            gateway.awaitLinked();
            Verdict verdict = site.assertAsUndisturbed("nothing", site.sensors(PER_SECOND, MESSAGES).finish());
            assertEquals(0, verdict.repeats());
            assertEquals(0, gateway.stop(), gateway.said());
        }
    }

    /** What a gateway does that keeps in memory only what it acknowledged: the harness must not let it pass. */
    @Test
    void aKilledGatewayWhoseDiskForgetsIsFoundOut() throws Exception {
        try (Site site = new Site(folder, new Load(3), "")) {
            site.subscribe();
            Sensors sensors = site.sensors(PER_SECOND, Long.MAX_VALUE);
            try (GatewayProcess gateway = site.start()) {
                await().atMost(PATIENCE).until(() -> site.collector.results().distinct() > 100);
                gateway.kill();
            }
            site.forgetState();
            try (GatewayProcess gateway = site.start()) {
                gateway.awaitLinked();
                Verdict verdict = site.verdict(sensors.stopHere(), Duration.ofSeconds(5));
                assertTrue(verdict.lost() > 0 && !verdict.isGood(), verdict.toString());
            }
        }
    }

    @Test
    void oneResultLessOneMoreOneChangedAndTwoSwappedAreSeen() {
        Results expected = results("a1", "b2", "c3", "d4");
        assertTrue(results("a1", "b2", "b2", "c3", "d4").against(expected).isGood());
        assertEquals(1, results("a1", "b2", "d4").against(expected).lost());
        assertEquals(1, results("a1", "b2", "c3", "d4", "e5").against(expected).unexpected());
        assertEquals(1, results("a1", "b2", "c4", "d4").against(expected).different());
        assertEquals(1, results("a1", "b2", "b3", "c3", "d4").against(expected).different());
        assertEquals(1, results("a1", "c3", "b2", "d4").against(expected).outOfOrder());
        assertFalse(results().against(results()).isGood());
    }

    @Test
    void aSlopeIsWhatLeastSquaresGive() {
        Slope slope = Slope.of(List.of(1, 3, 2, 4));
        assertEquals(2.5, slope.mean());
        assertEquals(0.8, slope.perStep(), 1e-12);
        assertEquals(0.4242640687, slope.standardError(), 1e-9);
        assertFalse(slope.rises(0.05)); // by chance, as two standard errors say
        assertTrue(Slope.of(List.of(100, 102, 104, 107)).rises(0.05));
        assertFalse(Slope.of(List.of(1000, 1001, 1002, 1003)).rises(0.05));
    }

    /** Results of one device: a letter that is the message_id, and a digit for all the rest. */
    private static Results results(String... idAndValue) {
        Results results = new Results();
        for (String r : idAndValue) {
            String json = "{\"message_id\":\"" + r.substring(0, 1).repeat(32) + "\",\"score\":" + r.substring(1) + "}";
            results.add("machine-1", json.getBytes(StandardCharsets.UTF_8));
        }
        return results;
    }
}
