package io.twinbit.link.mqtt;

import io.twinbit.link.OutboundMessage;
import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** A message of ours as a PUBLISH of MQTT 5 at QoS 1, and how large that may be. */
final class Mqtt5Publish {
    /** Type and length of the packet, length of the topic, packet identifier, length of the properties, message expiry. */
    private static final int FIXED_BYTES = 5 + 2 + 2 + 4 + 5;
    /** Identifier of a property, length of a text. */
    private static final int PROPERTY_BYTES = 1 + 2;

    private Mqtt5Publish() {}

    static MqttMessage of(OutboundMessage message) {
        MqttProperties properties = new MqttProperties();
        properties.setContentType(message.contentType());
        if (message.expiryS() > 0) {
            properties.setMessageExpiryInterval(message.expiryS());
        }
        properties.setUserProperties(message.properties().entrySet().stream()
                .map(property -> new UserProperty(property.getKey(), property.getValue()))
                .toList());
        return new MqttMessage(message.payload(), 1, message.retained(), properties);
    }

    /** Of the whole packet, at most. */
    static long bytes(OutboundMessage message) {
        long properties = message.properties().entrySet().stream()
                .mapToLong(property -> PROPERTY_BYTES + utf8(property.getKey()) + 2 + utf8(property.getValue()))
                .sum();
        int contentType = message.contentType() == null ? 0 : PROPERTY_BYTES + utf8(message.contentType());
        return FIXED_BYTES + utf8(message.topic()) + contentType + properties + message.payload().length;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
