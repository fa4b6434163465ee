package io.twinbit.proof;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.twinbit.testing.ProofForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One gateway for long: what it holds after a collection, its threads and its open files do not grow. */
@Tag("proof")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class SoakTest {
    private static final int MESSAGES = ProofForm.count(20_000, 40_000, 2_000_000);
    private static final int RECONNECTS = ProofForm.count(10, 10, 200);
    private static final int SINK_RESTARTS = ProofForm.count(2, 2, 20);
    private static final int PER_SECOND = ProofForm.count(1_000, 1_000, 2_500);
    /** The first values are those of a gateway that is warming up. */
    private static final int WARM_UP = RECONNECTS / 10;
    private static final double MAX_SHARE = 0.05;

    @TempDir
    Path folder;

    @Test
    void heapThreadsAndDescriptorsStay() throws Exception {
        try (Site site = new Site(folder, folder.resolve("state"), new Load(3), "", false);
                GatewayProcess gateway = site.start()) {
            gateway.awaitLinked();
            Sensors sensors = site.sensors(PER_SECOND, MESSAGES);
            List<Long> heapBytes = new ArrayList<>();
            List<Long> threads = new ArrayList<>();
            List<Long> descriptors = new ArrayList<>();
            for (int i = 0; i < RECONNECTS; i++) {
                awaitSent(sensors, (i + 1L) * MESSAGES / (RECONNECTS + 1));
                if (i >= WARM_UP) {
                    heapBytes.add(gateway.heapBytesAfterCollection());
                    threads.add(gateway.threads());
                    descriptors.add(gateway.descriptors());
                }
                site.inNetwork.reset();
                if (i % (RECONNECTS / SINK_RESTARTS) == 0) {
                    restart(site.outBroker);
                }
            }
            assertStays("heap after a collection, bytes", heapBytes);
            assertStays("threads", threads);
            assertStays("descriptors", descriptors);
            site.assertAsUndisturbed(
                    MESSAGES + " messages, " + RECONNECTS + " reconnects, " + SINK_RESTARTS + " restarts of the sink",
                    sensors.finish());
        }
    }

    private static void awaitSent(Sensors sensors, long messages) throws InterruptedException {
        while (sensors.sent() < messages) {
            Thread.sleep(10);
        }
    }

    private static void restart(Mosquitto broker) throws IOException, InterruptedException {
        broker.stop();
        broker.startAgain();
    }

    private static void assertStays(String what, List<Long> values) {
        Slope slope = Slope.of(values);
        System.out.printf("%s: %d values, mean %.1f, slope %.4f +- %.4f a reconnect, growth %.1f in all; %s%n",
                what, slope.values(), slope.mean(), slope.perStep(), slope.standardError(), slope.growth(), values);
        assertFalse(slope.rises(MAX_SHARE), what + ": " + slope);
    }
}
