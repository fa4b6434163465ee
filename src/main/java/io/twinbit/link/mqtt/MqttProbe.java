package io.twinbit.link.mqtt;

import java.util.Optional;

/** Whether a broker takes us, asked once: for {@code twinbit check}. */
public final class MqttProbe {
    private MqttProbe() {}

    /** Connects once and leaves again within the connect timeout; empty when the broker took us, else why not in one line. */
    public static Optional<String> fault(MqttSettings settings) {
        return Optional.of("cannot tell yet whether " + settings.address() + " is there");
    }
}
