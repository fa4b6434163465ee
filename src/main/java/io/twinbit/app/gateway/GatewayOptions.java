package io.twinbit.app.gateway;

import io.twinbit.flow.signal.Intake;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a start says beside the configuration.
 *
 * @param version of the program, for status and page
 * @param recorder is given all that comes in, in order, on the pipelines' thread; what it throws ends the gateway
 * @param systemd how the daemon is told apart from a hung one
 */
public record GatewayOptions(String version, Consumer<Intake> recorder, SystemdNotifier systemd) {
    /** Neither recorded nor watched. */
    public static GatewayOptions of(String version) {
        return new GatewayOptions(version, intake -> {}, SystemdNotifier.of(Map.of(), 0));
    }

    public GatewayOptions recordedBy(Consumer<Intake> recorder) {
        return new GatewayOptions(version, recorder, systemd);
    }

    public GatewayOptions watchedBy(SystemdNotifier systemd) {
        return new GatewayOptions(version, recorder, systemd);
    }
}
