package io.twinbit.proof;

import io.twinbit.testing.FaultProxy;
import io.twinbit.testing.ProofForm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbered messages over networks that are bad in one way, first before the gateway and then behind it, over and over. */
@Tag("proof")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LinksTest {
    private static final int MESSAGES = ProofForm.count(3_000, 3_000, 10_000);
    private static final int PER_SECOND = 500;
    private static final Duration BETWEEN = Duration.ofMillis(1_500);

    /** What is bad about a network. */
    enum Fault {
        DROPPED,
        RESET,
        CUT_WITHIN_A_PACKET,
        HALF_OPEN,
        STALLED,
        DELAYED,
        THROTTLED,
        REFUSED;

        /** Nobody hears of it, so it is noticed by the keep-alive only, and happens once. */
        boolean isSilent() {
            return this == HALF_OPEN || this == STALLED;
        }

        void happenTo(FaultProxy network) throws InterruptedException {
            switch (this) {
                case DROPPED -> network.drop();
                case RESET -> network.reset();
                case CUT_WITHIN_A_PACKET -> {
                    network.resetAt(FaultProxy.Direction.TO_CLIENT, 10_001);
                    network.resetAt(FaultProxy.Direction.TO_SERVER, 1_001);
                }
                case HALF_OPEN -> network.halfOpen();
                case STALLED -> network.stall();
                case DELAYED -> network.delay(Duration.ofMillis(300));
                case THROTTLED -> network.throttle(400_000);
                case REFUSED -> {
                    network.refuse(true);
                    network.drop();
                }
            }
            Thread.sleep(BETWEEN);
            network.refuse(false);
        }
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void noneAcknowledgedIsLost(Fault fault) throws Exception {
        try (Site site = new Site(folder, new Load(3), "");
                GatewayProcess gateway = site.start()) {
            gateway.awaitLinked();
            Sensors sensors = site.sensors(PER_SECOND, MESSAGES);
            do {
                fault.happenTo(site.inNetwork);
                fault.happenTo(site.outNetwork);
            } while (!fault.isSilent() && sensors.sent() < MESSAGES);
            site.assertAsUndisturbed(MESSAGES + " messages over links that are " + fault, sensors.finish());
        }
    }
}
