package io.twinbit.link.mqtt;

import java.util.Map;

/**
 * A message that came in, on its way from Paho's thread to the inbox.
 *
 * @param repeated whether the broker says that it may have sent it before (DUP)
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes on the hot path; never compared
record Arrival(
        int packetId, String topic, byte[] payload, long receivedAtUs, Map<String, String> properties, boolean repeated) {
    /** What it takes of a bound in bytes. */
    int bytes() {
        return topic.length() + payload.length;
    }
}
