package io.twinbit.link.mqtt;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client of {@link ScriptedBroker} sends: the packets of MQTT 5, section 3, with their properties by identifier. */
sealed interface Packet {
    int SESSION_EXPIRY = 0x11;
    int RECEIVE_MAXIMUM = 0x21;
    int TOPIC_ALIAS_MAXIMUM = 0x22;
    int TOPIC_ALIAS = 0x23;
    int MAXIMUM_QOS = 0x24;
    int USER_PROPERTY = 0x26;
    int MAXIMUM_PACKET_SIZE = 0x27;

    record Connect(
            String clientId,
            boolean cleanStart,
            int keepAliveS,
            Map<Integer, Object> properties,
            @Nullable Will will,
            @Nullable String username,
            @Nullable String password)
            implements Packet {}

    record Will(String topic, String payload, int qos, boolean retained) {}

    record Publish(
            String topic, String payload, int qos, boolean retained, boolean duplicate, int id, Map<Integer, Object> properties)
            implements Packet {}

    record PubAck(int id, int reasonCode) implements Packet {}

    record Subscribe(int id, List<String> filters, List<Integer> options) implements Packet {}

    record Unsubscribe(int id) implements Packet {}

    record PingReq() implements Packet {}

    record Disconnect(int reasonCode, Map<Integer, Object> properties) implements Packet {}

    /** A type that no client of ours has a reason to send. */
    record Other(int type) implements Packet {}
}
