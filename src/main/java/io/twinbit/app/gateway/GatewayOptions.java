package io.twinbit.app.gateway;

import io.twinbit.flow.signal.Intake;
import io.twinbit.link.journal.Storage;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a start says beside the configuration.
 *
 * @param version of the program, for status and page
 * @param recorder is given all that comes in, in order, on the pipelines' thread; what it throws ends the gateway
 * @param systemd how the daemon is told apart from a hung one
 * @param storage what the gateway uses in the place of its state directory's files, for tests that break or stop at them
 */
public record GatewayOptions(
        String version, Consumer<Intake> recorder, SystemdNotifier systemd, UnaryOperator<Storage> storage) {
    /** Neither recorded nor watched. */
    public static GatewayOptions of(String version) {
        return new GatewayOptions(version, intake -> {}, SystemdNotifier.of(Map.of(), 0), UnaryOperator.identity());
    }

    public GatewayOptions recordedBy(Consumer<Intake> recorder) {
        return new GatewayOptions(version, recorder, systemd, storage);
    }

    public GatewayOptions watchedBy(SystemdNotifier systemd) {
        return new GatewayOptions(version, recorder, systemd, storage);
    }

    public GatewayOptions storedIn(UnaryOperator<Storage> storage) {
        return new GatewayOptions(version, recorder, systemd, storage);
    }
}
