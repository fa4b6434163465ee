package io.twinbit.proof;

import static org.awaitility.Awaitility.await;

import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's wall clock steps, by libfaketime below the real process: under load, and from one run to the next. */
@Tag("proof")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ClockStepsTest {
    private static final int PER_SECOND = 400;
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private Path clock = Path.of("");
    private Map<String, String> environment = Map.of();

    @BeforeEach
    void prepareClock() throws IOException {
        clock = Files.writeString(folder.resolve("clock"), "+0\n");
        environment = Map.of(
                "LD_PRELOAD", library(OptionalTool.program("faketime", "apt-get install faketime")),
                "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0"); // its own way with timed waits lets those of a JVM wait for ever
    }

    private static String library(Path faketime) throws IOException {
        try (Stream<Path> below = Files.find(faketime.resolveSibling("../lib").normalize(), 4,
                (path, attributes) -> path.endsWith("libfaketimeMT.so.1"))) {
            return below.findFirst().orElseThrow().toString();
        }
    }

    @Test
    void stepsTo1970AndAnHourBackChangeNoResult() throws Exception {
        try (Site site = new Site(folder, new Load(3), "checkpoint_every_s = 1")) {
            site.subscribe();
            Sensors sensors = site.sensors(PER_SECOND, Long.MAX_VALUE);
            for (String time : new String[] {"+0", "@1970-01-01 00:00:10", "+0", "-3600"}) {
                try (GatewayProcess gateway = site.start(environment)) {
                    gateway.awaitReady();
                    awaitFlow(site);
                    Files.writeString(clock, time + "\n"); // it steps while the gateway runs ...
                    awaitFlow(site);
                    gateway.kill(); // ... and the next one begins with it
                }
            }
            try (GatewayProcess gateway = site.start(environment)) {
                gateway.awaitReady();
                site.assertAsUndisturbed("clock steps", sensors.stopHere());
            }
        }
    }

    private static void awaitFlow(Site site) {
        long before = site.collector.results().distinct();
        await().atMost(RESUMES_WITHIN).until(() -> site.collector.results().distinct() > before + 100);
    }
}
