package io.twinbit.proof;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.testing.ProofForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many messages and nobody who takes results: the journal fills to its cap, the broker keeps the rest, nothing else grows. */
@Tag("proof")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class BacklogTest {
    private static final int MESSAGES = ProofForm.count(30_000, 60_000, 1_000_000);
    private static final int PER_SECOND = 8_000;
    private static final long CAP_BYTES = ProofForm.count(8 << 20, 16 << 20, 256 << 20);
    private static final double MAX_HEAP_GROWTH = 1.3;
    private static final int LOOKS = 20;

    @TempDir
    Path folder;

    @Test
    void heapIsFlatCapsAreKeptTheLinkLivesAndAllComesWhenTheSinkIsBack() throws Exception {
        String journal = "max_bytes = " + CAP_BYTES + "\nsegment_bytes = 1048576\ncheckpoint_every_s = 2";
        try (Site site = new Site(folder, folder.resolve("state"), new Load(3), journal, false);
                GatewayProcess gateway = site.start()) {
            gateway.awaitLinked();
            site.outBroker.stop();
            long before = gateway.heapBytesAfterCollection();
            Sensors sensors = site.sensors(PER_SECOND, MESSAGES);
            List<Long> heapBytes = new ArrayList<>();
            for (int look = 1; look <= LOOKS; look++) {
                long due = (long) look * MESSAGES / LOOKS;
                await().forever().until(() -> sensors.acknowledged() >= due);
                heapBytes.add(gateway.heapBytesAfterCollection());
                assertTrue(intakeBytes(site) <= CAP_BYTES, intakeBytes(site) + " bytes of at most " + CAP_BYTES);
            }
            await().atMost(Duration.ofMinutes(2)).until(() -> gateway.get("readyz").contains("nothing is acknowledged"));
            assertEquals("up", gateway.status().at("/links/0/phase").asString());
            System.out.printf("%d messages, no sink: heap after a collection %d bytes before, then %s; %d resident; intake %d of %d%n",
                    MESSAGES, before, heapBytes, gateway.residentBytes(), intakeBytes(site), CAP_BYTES);
            assertTrue(Collections.max(heapBytes) < MAX_HEAP_GROWTH * heapBytes.getFirst(), heapBytes.toString());
            site.outBroker.startAgain();
            site.assertAsUndisturbed("and when the sink is back", sensors.finish());
        }
    }

    private static long intakeBytes(Site site) throws IOException {
        try (Stream<Path> files = Files.list(site.stateDirectory().resolve("intake"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
