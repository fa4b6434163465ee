package io.twinbit.link.mqtt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Whether a broker takes us, asked once: for {@code twinbit check}. */
public final class MqttProbe {
    private MqttProbe() {}

    /**
     * Connects once and leaves again within the connect timeout; empty when the broker took us, else why not in one line.
     * It has a client id of its own ({@code clientId-check}) and no session, so a gateway that runs is not disturbed.
     */
    public static Optional<String> fault(MqttSettings settings) {
        try {
            Connection.open(settings, new Purpose.Probe(), new Deaf(), new CompletableFuture<>()).leave(null);
            return Optional.empty();
        } catch (LinkDownException e) {
            return Optional.of(e.reason());
        }
    }

    private static final class Deaf implements Connection.Listener {
        @Override
        public void arrived(int packetId, int qos, boolean repeated, String topic, byte[] payload, List<Map.Entry<String, String>> properties) {}

        @Override
        public void changed() {}
    }
}
