package io.twinbit.link.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinbit.link.mqtt.Packet.Connect;
import io.twinbit.link.mqtt.Packet.Disconnect;
import io.twinbit.link.mqtt.Packet.Other;
import io.twinbit.link.mqtt.Packet.PingReq;
import io.twinbit.link.mqtt.Packet.PubAck;
import io.twinbit.link.mqtt.Packet.Publish;
import io.twinbit.link.mqtt.Packet.Subscribe;
import io.twinbit.link.mqtt.Packet.Unsubscribe;
import io.twinbit.link.mqtt.Packet.Will;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bytes of a client to {@link Packet}s (MQTT 5, sections 2 and 3). */
final class PacketDecoder {
    private final DataInputStream in;

    private PacketDecoder(byte[] body) {
        this.in = new DataInputStream(new ByteArrayInputStream(body));
    }

    /** Reads one packet; an {@link java.io.EOFException} when the client is gone. */
    static Packet read(DataInputStream stream) throws IOException {
        int first = stream.readUnsignedByte();
        byte[] body = new byte[variableInt(stream)];
        stream.readFully(body);
        return new PacketDecoder(body).packet(first >> 4, first & 0xf);
    }

    private Packet packet(int type, int flags) throws IOException {
        return switch (type) {
            case 1 -> connect();
            case 3 -> publish(flags);
            case 4 -> new PubAck(in.readUnsignedShort(), in.available() > 0 ? in.readUnsignedByte() : 0);
            case 8 -> subscribe();
            case 10 -> new Unsubscribe(in.readUnsignedShort());
            case 12 -> new PingReq();
            case 14 -> disconnect();
            default -> new Other(type);
        };
    }

    private Connect connect() throws IOException {
        String protocol = text();
        int version = in.readUnsignedByte();
        if (!protocol.equals("MQTT") || version != 5) {
            throw new IOException("not MQTT 5: " + protocol + " " + version);
        }
        int flags = in.readUnsignedByte();
        int keepAliveS = in.readUnsignedShort();
        Map<Integer, Object> properties = properties();
        String clientId = text();
        Will will = (flags & 0x04) == 0 ? null : will(flags);
        String username = (flags & 0x80) == 0 ? null : text();
        String password = (flags & 0x40) == 0 ? null : text();
        return new Connect(clientId, (flags & 0x02) != 0, keepAliveS, properties, will, username, password);
    }

    private Will will(int connectFlags) throws IOException {
        properties();
        return new Will(text(), text(), connectFlags >> 3 & 3, (connectFlags & 0x20) != 0);
    }

    private Publish publish(int flags) throws IOException {
        int qos = flags >> 1 & 3;
        String topic = text();
        int id = qos == 0 ? 0 : in.readUnsignedShort();
        Map<Integer, Object> properties = properties();
        String payload = new String(in.readAllBytes(), UTF_8);
        return new Publish(topic, payload, qos, (flags & 1) != 0, (flags & 8) != 0, id, properties);
    }

    private Subscribe subscribe() throws IOException {
        int id = in.readUnsignedShort();
        properties();
        List<String> filters = new ArrayList<>();
        List<Integer> options = new ArrayList<>();
        while (in.available() > 0) {
            filters.add(text());
            options.add(in.readUnsignedByte());
        }
        return new Subscribe(id, filters, options);
    }

    private Disconnect disconnect() throws IOException {
        int code = in.available() > 0 ? in.readUnsignedByte() : 0;
        return new Disconnect(code, in.available() > 0 ? properties() : Map.of());
    }

    private Map<Integer, Object> properties() throws IOException {
        byte[] bytes = new byte[variableInt(in)];
        in.readFully(bytes);
        PacketDecoder decoder = new PacketDecoder(bytes);
        Map<Integer, Object> properties = new TreeMap<>();
        while (decoder.in.available() > 0) {
            int identifier = decoder.in.readUnsignedByte();
            properties.put(identifier, decoder.property(identifier));
        }
        return properties;
    }

    /** Section 2.2.2.2: an identifier's type. */
    private Object property(int identifier) throws IOException {
        return switch (identifier) {
            case 0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2a -> (long) in.readUnsignedByte();
            case 0x13, 0x21, 0x22, 0x23 -> (long) in.readUnsignedShort();
            case 0x02, 0x11, 0x18, 0x27 -> Integer.toUnsignedLong(in.readInt());
            case 0x0b -> (long) variableInt(in);
            case 0x26 -> text() + "=" + text();
            case 0x03, 0x08, 0x09, 0x12, 0x15, 0x16, 0x1a, 0x1c, 0x1f -> text();
            default -> throw new IOException("unknown property 0x" + Integer.toHexString(identifier));
        };
    }

    private String text() throws IOException {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        return new String(bytes, UTF_8);
    }

    private static int variableInt(DataInputStream stream) throws IOException {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int digit = stream.readUnsignedByte();
            value |= (digit & 0x7f) << shift;
            if ((digit & 0x80) == 0) {
                return value;
            }
        }
        throw new IOException("a variable byte integer of more than 4 bytes");
    }
}
