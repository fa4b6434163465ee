package io.twinbit.proof;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.testing.ProofForm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that go away, alone and with a gateway that is killed meanwhile; the flow resumes by itself. */
@Tag("proof")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OutageTest {
    private static final int MESSAGES = ProofForm.count(8_000, 12_000, 48_000);
    private static final int PER_SECOND = 2_000;
    private static final Duration OUTAGE = Duration.ofSeconds(ProofForm.count(6, 20, 20));
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void theSensorsBrokerIsRestartedThreeTimesUnderLoad() throws Exception {
        try (Site site = new Site(folder, new Load(3), "");
                GatewayProcess gateway = site.start()) {
            gateway.awaitLinked();
            Sensors sensors = site.sensors(PER_SECOND, Long.MAX_VALUE);
            for (int restart = 0; restart < 3; restart++) {
                Thread.sleep(1_000);
                site.inBroker.stop();
                Thread.sleep(1_000);
                site.inBroker.startAgain();
                awaitFlow(site);
            }
            site.assertAsUndisturbed("sensors' broker restarted 3 times", sensors.stopHere());
        }
    }

    @Test
    void theResultsBrokerIsAwayWhileTheGatewayIsKilledTwice() throws Exception {
        try (Site site = new Site(folder, new Load(3), "")) {
            Sensors sensors;
            try (GatewayProcess first = site.start()) {
                first.awaitLinked();
                sensors = site.sensors(PER_SECOND, Long.MAX_VALUE);
                awaitFlow(site);
                site.outBroker.stop();
                Thread.sleep(OUTAGE.dividedBy(3));
            }
            try (GatewayProcess second = site.start()) {
                second.awaitReady();
                Thread.sleep(OUTAGE.dividedBy(3));
            }
            try (GatewayProcess third = site.start()) {
                third.awaitReady();
                Thread.sleep(OUTAGE.dividedBy(3));
                site.outBroker.startAgain();
                awaitFlow(site);
                site.assertAsUndisturbed("results' broker away for " + OUTAGE + " with 2 kills", sensors.stopHere());
            }
        }
    }

    @Test
    void killsEveryFewSecondsAtTwoThousandMessagesASecond() throws Exception {
        try (Site site = new Site(folder, new Load(3), "")) {
            site.subscribe();
            Sensors sensors = site.sensors(PER_SECOND, MESSAGES);
            int kills = 0;
            while (sensors.sent() < MESSAGES) {
                try (GatewayProcess gateway = site.start()) {
                    gateway.awaitReady();
                    awaitFlow(site);
                    gateway.ended(Duration.ofSeconds(2));
                    kills++;
                }
            }
            try (GatewayProcess gateway = site.start()) {
                gateway.awaitReady();
                site.assertAsUndisturbed(kills + " kills at " + PER_SECOND + " messages/s", sensors.finish());
            }
        }
    }

    /** The stop drains, so nothing comes twice; what the sensors send meanwhile waits in the session, which stays. */
    @Test
    void cleanStopsUnderLoadLoseNothingAndRepeatNothing() throws Exception {
        try (Site site = new Site(folder, new Load(3), "")) {
            site.subscribe();
            Sensors sensors = site.sensors(PER_SECOND / 4, Long.MAX_VALUE);
            for (int stop = 0; stop < 3; stop++) {
                try (GatewayProcess gateway = site.start()) {
                    gateway.awaitReady();
                    awaitFlow(site);
                    assertEquals(0, gateway.stop(), gateway.said());
                }
            }
            try (GatewayProcess gateway = site.start()) {
                gateway.awaitReady();
                Verdict verdict = site.assertAsUndisturbed("3 clean stops", sensors.stopHere());
                assertEquals(0, verdict.repeats(), verdict.toString());
            }
        }
    }

    /** New results come, soon enough, whatever happened before. */
    private static void awaitFlow(Site site) {
        long before = site.collector.results().distinct();
        await().atMost(RESUMES_WITHIN)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> site.collector.results().distinct() > before);
    }
}
