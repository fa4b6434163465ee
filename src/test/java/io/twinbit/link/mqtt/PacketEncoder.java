package io.twinbit.link.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Packets of a broker to bytes (MQTT 5, sections 2 and 3). */
final class PacketEncoder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private interface Body {
        void write(PacketEncoder encoder) throws IOException;
    }

    static byte[] connack(boolean sessionPresent, int reasonCode, Map<Integer, Long> properties) {
        return packet(0x20, body -> {
            body.out.writeByte(sessionPresent ? 1 : 0);
            body.out.writeByte(reasonCode);
            body.properties(properties);
        });
    }

    static byte[] suback(int id, int... reasonCodes) {
        return packet(0x90, body -> {
            body.out.writeShort(id);
            body.properties(Map.of());
            for (int code : reasonCodes) {
                body.out.writeByte(code);
            }
        });
    }

    static byte[] publish(String topic, String payload, int qos, int id, boolean duplicate) {
        return publish(topic, payload, qos, id, duplicate, List.of());
    }

    static byte[] publish(
            String topic, String payload, int qos, int id, boolean duplicate, List<Map.Entry<String, String>> userProperties) {
        return packet(0x30 | (duplicate ? 8 : 0) | qos << 1, body -> {
            body.text(topic);
            if (qos > 0) {
                body.out.writeShort(id);
            }
            body.userProperties(userProperties);
            body.out.write(payload.getBytes(UTF_8));
        });
    }

    /** A message at QoS 1 with a topic alias; 0 for none. */
    static byte[] publishWithAlias(String topic, String payload, int id, int alias) {
        return packet(0x32, body -> {
            body.text(topic);
            body.out.writeShort(id);
            body.properties(alias == 0 ? Map.of() : Map.of(Packet.TOPIC_ALIAS, (long) alias));
            body.out.write(payload.getBytes(UTF_8));
        });
    }

    static byte[] puback(int id, int reasonCode) {
        return packet(0x40, body -> {
            body.out.writeShort(id);
            if (reasonCode != 0) {
                body.out.writeByte(reasonCode);
                body.properties(Map.of());
            }
        });
    }

    static byte[] pingresp() {
        return packet(0xd0, body -> {});
    }

    static byte[] disconnect(int reasonCode) {
        return packet(0xe0, body -> {
            body.out.writeByte(reasonCode);
            body.properties(Map.of());
        });
    }

    private static byte[] packet(int first, Body body) {
        PacketEncoder rest = new PacketEncoder();
        PacketEncoder whole = new PacketEncoder();
        try {
            body.write(rest);
            whole.out.writeByte(first);
            whole.variableInt(rest.bytes.size());
            rest.bytes.writeTo(whole.out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return whole.bytes.toByteArray();
    }

    /** Of those that a test needs: integers of one, two and four bytes. */
    private void properties(Map<Integer, Long> properties) throws IOException {
        PacketEncoder encoded = new PacketEncoder();
        for (var property : properties.entrySet()) {
            int identifier = property.getKey();
            encoded.out.writeByte(identifier);
            switch (identifier) {
                case Packet.MAXIMUM_QOS -> encoded.out.writeByte(property.getValue().intValue());
                case Packet.RECEIVE_MAXIMUM, Packet.TOPIC_ALIAS_MAXIMUM, Packet.TOPIC_ALIAS ->
                    encoded.out.writeShort(property.getValue().intValue());
                case Packet.MAXIMUM_PACKET_SIZE, Packet.SESSION_EXPIRY -> encoded.out.writeInt(property.getValue().intValue());
                default -> throw new IllegalArgumentException("property " + identifier);
            }
        }
        variableInt(encoded.bytes.size());
        encoded.bytes.writeTo(out);
    }

    private void userProperties(List<Map.Entry<String, String>> properties) throws IOException {
        PacketEncoder encoded = new PacketEncoder();
        for (var property : properties) {
            encoded.out.writeByte(Packet.USER_PROPERTY);
            encoded.text(property.getKey());
            encoded.text(property.getValue());
        }
        variableInt(encoded.bytes.size());
        encoded.bytes.writeTo(out);
    }

    private void text(String text) throws IOException {
        byte[] utf8 = text.getBytes(UTF_8);
        out.writeShort(utf8.length);
        out.write(utf8);
    }

    private void variableInt(int value) throws IOException {
        int rest = value;
        do {
            int digit = rest & 0x7f;
            rest >>>= 7;
            out.writeByte(rest > 0 ? digit | 0x80 : digit);
        } while (rest > 0);
    }
}
