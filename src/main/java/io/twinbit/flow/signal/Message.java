package io.twinbit.flow.signal;

import java.util.Map;

/**
 * One raw message as it came in.
 *
 * @param position as in {@link Intake}
 * @param topic where it came from, with the device in one of its levels
 * @param payload the bytes; nobody changes them
 * @param receivedAtUs wall clock at arrival, microseconds since 1970
 * @param properties those user properties of the message that the configuration names
 * @param repeated whether its broker says that it may have sent it before (DUP)
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes on the hot path; never compared
public record Message(
        long position, String topic, byte[] payload, long receivedAtUs, Map<String, String> properties, boolean repeated)
        implements Intake {
    public Message {
        properties = Map.copyOf(properties);
    }

    public Message(long position, String topic, byte[] payload, long receivedAtUs, Map<String, String> properties) {
        this(position, topic, payload, receivedAtUs, properties, false);
    }

    public Message(long position, String topic, byte[] payload, long receivedAtUs) {
        this(position, topic, payload, receivedAtUs, Map.of(), false);
    }
}
