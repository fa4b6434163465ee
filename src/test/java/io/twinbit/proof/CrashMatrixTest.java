package io.twinbit.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.testing.FaultProxy;
import io.twinbit.testing.FaultProxy.Direction;
import io.twinbit.testing.ProofForm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A gateway under load from a real broker that is killed at every point where it could hurt and at random moments, in rounds of
 * 20 kills: each point of its disk once, twice between packets of each link, and {@value #RANDOM_KILLS} times anywhere. At the
 * end of a round everything that the broker acknowledged to the sensors has its results, as in an undisturbed run: one of a
 * network without state, and one of a network with.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CrashMatrixTest {
    /** A round's number seeds it: a run that goes on from an earlier one makes others. */
    private static final int FIRST_ROUND = Integer.getInteger("proof.first.round", 0);
    private static final int ROUNDS = ProofForm.count(1, 3, 50);
    private static final int KILLS_A_ROUND = ProofForm.count(6, 20, 20);
    private static final int RANDOM_KILLS = 2;
    private static final int PER_SECOND = 400;
    private static final Duration REACHES_WITHIN = Duration.ofSeconds(15);
    private static final double MIN_REACHED = 0.8;
    private static final String JOURNAL = """
            max_bytes = 67108864
            segment_bytes = 262144
            checkpoint_every_s = 1
            """;

    /** An LSTM, which remembers the windows before, on ten samples of every eighty; its 40 outputs are what they are. */
    private static final String REMEMBERS = """
            [[pipeline]]
            name = "memory"
            topic = "sensors/+/accel"
            model = "%s"
            labels = [%s]
            [pipeline.decode]
            values = "samples"
            features = ["ax_g", "ay_g", "az_g"]
            timestamp = "t_ms"
            sequence = "seq"
            sample_interval_us = 625
            [pipeline.window]
            size_samples = 10
            hop_samples = 80
            """.formatted(
                    Path.of("src/test/resources/golden/unidirectional_sequence_lstm-s8-00/model.tflite").toAbsolutePath(),
                    IntStream.range(0, 40).mapToObj(i -> "\"l" + i + "\"").collect(Collectors.joining(",")));

    /** One way to die; false when it did not come to that, and it was killed for nothing. */
    private interface Death {
        boolean of(Site site, Random random) throws IOException;
    }

    @TempDir
    Path folder;

    static IntStream rounds() {
        return IntStream.range(FIRST_ROUND, ROUNDS);
    }

    @ParameterizedTest(name = "round {0}")
    @MethodSource("rounds")
    void everythingAcknowledgedHasItsResultAsInAnUndisturbedRun(int round) throws Exception {
        Random random = new Random(20261125 + round);
        int reached = 0;
        try (Site site = new Site(folder, new Load(3), JOURNAL + REMEMBERS)) {
            site.subscribe();
            Sensors sensors = site.sensors(PER_SECOND, Long.MAX_VALUE);
            List<Death> deaths = deaths(random);
            for (Death death : deaths) {
                reached += death.of(site, random) ? 1 : 0;
            }
            try (GatewayProcess gateway = site.start()) {
                gateway.awaitReady();
                String after = "round " + round + ": " + deaths.size() + " kills, " + reached + " where they were meant to be";
                site.assertAsUndisturbed(after, sensors.stopHere());
                assertTrue(reached >= MIN_REACHED * deaths.size(), reached + " of " + deaths.size());
            }
        }
    }

    private static List<Death> deaths(Random random) {
        List<Death> deaths = new ArrayList<>();
        for (KillPoint point : KillPoint.values()) {
            deaths.add((site, r) -> at(site, point, 1 + r.nextInt(point.maxNth())));
        }
        for (int i = 0; i < 2; i++) {
            deaths.add((site, r) -> atPacket(site, site.outNetwork, Direction.TO_CLIENT, r));
            deaths.add((site, r) -> atPacket(site, site.inNetwork, Direction.TO_SERVER, r));
        }
        for (int i = 0; i < RANDOM_KILLS; i++) {
            deaths.add(CrashMatrixTest::anywhere);
        }
        Collections.shuffle(deaths, random);
        return deaths.subList(0, KILLS_A_ROUND);
    }

    private static boolean at(Site site, KillPoint point, int nth) throws IOException {
        try (GatewayProcess gateway = site.start(HookedGateway.killedAt(point, nth))) {
            return gateway.ended(REACHES_WITHIN) && gateway.exitStatus() == Kill.STATUS;
        }
    }

    /** Between a PUBLISH and its PUBACK, which the sender does not get. */
    private static boolean atPacket(Site site, FaultProxy network, Direction direction, Random random) throws IOException {
        try (GatewayProcess gateway = site.start()) {
            network.onPacket(direction, FaultProxy.PUBACK, 1 + random.nextInt(50), gateway::kill);
            return gateway.ended(REACHES_WITHIN);
        }
    }

    private static boolean anywhere(Site site, Random random) throws IOException {
        try (GatewayProcess gateway = site.start()) {
            gateway.ended(Duration.ofMillis(random.nextInt(300, 3_000)));
            return gateway.isAlive();
        }
    }
}
