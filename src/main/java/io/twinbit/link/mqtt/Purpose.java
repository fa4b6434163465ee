package io.twinbit.link.mqtt;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a connection is for, which decides its client identifier and what its CONNECT asks for. */
sealed interface Purpose {
    /**
     * Sensor messages, in a session that outlives the connection.
     *
     * @param properties names of the user properties that are handed over with a message; the others are not
     */
    record Inbound(Set<String> properties) implements Purpose {}

    /**
     * Results, without a session: what is unconfirmed is ours to repeat.
     *
     * @param presence whose {@code offline} becomes the last will
     */
    record Outbound(@Nullable Presence presence) implements Purpose {}

    /** Leaves no trace. */
    record Probe() implements Purpose {}

    default String clientId(MqttSettings settings) {
        return switch (this) {
            case Inbound _ -> settings.clientId();
            case Outbound _ -> settings.clientId() + "-out";
            case Probe _ -> settings.clientId() + "-check";
        };
    }
}
