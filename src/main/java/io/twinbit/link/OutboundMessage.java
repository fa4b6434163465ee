package io.twinbit.link;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message to a sink. A peer whose protocol has no place for properties, content type or expiry gets the message without.
 *
 * @param retained the peer keeps the newest of the topic for late subscribers
 * @param properties beside the payload, by name
 * @param contentType of the payload, e.g. {@code application/json}
 * @param expiryS how long the peer keeps it for who is away; 0: as long as it likes
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes on the hot path; never compared
public record OutboundMessage(
        String topic, byte[] payload, boolean retained, Map<String, String> properties, @Nullable String contentType, long expiryS) {
    public OutboundMessage {
        properties = Map.copyOf(properties);
    }

    /** A message without anything beside its payload. */
    public OutboundMessage(String topic, byte[] payload, boolean retained) {
        this(topic, payload, retained, Map.of(), null, 0);
    }
}
