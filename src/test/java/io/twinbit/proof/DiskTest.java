package io.twinbit.proof;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full and disks that fail: nothing is acknowledged that is not on them, and it goes on when they are well. */
@Tag("proof")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DiskTest {
    private static final int PER_SECOND = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SMALL_SEGMENTS = "segment_bytes = 262144\ncheckpoint_every_s = 1";

    @TempDir
    Path folder;

    /** The journal's cap is beyond what the disk has; somebody else's file takes the rest of it. */
    @Test
    void aFullDiskHoldsTheBrokerBackUntilThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 4 << 20);
                Site site = new Site(folder, disk.folder().resolve("state"), new Load(3), SMALL_SEGMENTS, true);
                GatewayProcess gateway = site.start()) {
            gateway.awaitLinked();
            Sensors sensors = site.sensors(PER_SECOND, Long.MAX_VALUE);
            awaitResults(site, 50);
            disk.fill();
            awaitBlocked(gateway);
            Thread.sleep(2_000);
            disk.free();
            awaitResults(site, site.collector.results().distinct() + 50);
            site.assertAsUndisturbed("a full disk", sensors.stopHere());
        }
    }

    /** The journal itself fills the disk, because nobody takes results; what it needs to go on again is there. */
    @Test
    void aDiskThatTheJournalFilledIsFreeAgainWhenTheSinkIsBack() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 4 << 20);
                Site site = new Site(folder, disk.folder().resolve("state"), new Load(3), SMALL_SEGMENTS, true);
                GatewayProcess gateway = site.start()) {
            gateway.awaitLinked();
            site.outBroker.stop();
            Sensors sensors = site.sensors(2 * PER_SECOND, Long.MAX_VALUE);
            awaitBlocked(gateway);
            Thread.sleep(2_000);
            site.outBroker.startAgain();
            site.assertAsUndisturbed("a disk that the journal filled", sensors.stopHere());
        }
    }

    @Test
    void aDiskThatFailsForAWhileCostsNothing() throws Exception {
        Path flag = folder.resolve("bad-disk");
        try (Site site = new Site(folder, new Load(3), SMALL_SEGMENTS);
                GatewayProcess gateway = site.start(HookedGateway.failingWhile(flag))) {
            gateway.awaitLinked();
            Sensors sensors = site.sensors(PER_SECOND, Long.MAX_VALUE);
            for (String error : new String[] {"Input/output error", "No space left on device", "Input/output error"}) {
                awaitResults(site, site.collector.results().distinct() + 50);
                Files.writeString(flag, error);
                awaitBlocked(gateway);
                Thread.sleep(1_000);
                Files.delete(flag);
            }
            awaitResults(site, site.collector.results().distinct() + 50);
            site.assertAsUndisturbed("a disk that fails three times", sensors.stopHere());
        }
    }

    private static void awaitResults(Site site, long results) {
        await().atMost(PATIENCE).until(() -> site.collector.results().distinct() >= results);
    }

    /** It says that it takes nothing. */
    private static void awaitBlocked(GatewayProcess gateway) {
        await().atMost(PATIENCE).until(() -> gateway.get("readyz").contains("nothing is acknowledged"));
    }
}
