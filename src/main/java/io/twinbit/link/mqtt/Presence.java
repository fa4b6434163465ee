package io.twinbit.link.mqtt;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * What others read about whether we are there: a retained message on one topic. The broker publishes {@code offline} as
 * our last will when the connection breaks, the sink publishes {@code online} after each connect and {@code offline} on a
 * clean stop.
 *
 * @param online asked after each connect, on the sink's thread
 */
@SuppressWarnings("ArrayRecordComponent") // a payload; never compared
public record Presence(String topic, Supplier<byte[]> online, byte[] offline) {
    public Presence {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(online, "online");
        Objects.requireNonNull(offline, "offline");
    }
}
