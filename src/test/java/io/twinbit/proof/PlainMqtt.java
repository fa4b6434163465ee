package io.twinbit.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * One connection of MQTT 3.1.1, as far as a witness needs it: a session that is kept, QoS 1. It shares nothing with the
 * product's links, so that a mistake of theirs cannot hide in it.
 */
final class PlainMqtt implements AutoCloseable {
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    private static final int CONNECT = 0x10;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int SUBSCRIBE = 0x82;
    private static final int DISCONNECT = 0xe0;
    private static final int PROTOCOL_3_1_1 = 4;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /**
     * A packet as it came.
     *
     * @param type the upper half of its first byte
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Packet(int type, byte[] body) {
        /** The packet identifier that the body begins with; not for PUBLISH. */
        int id() {
            return Short.toUnsignedInt(ByteBuffer.wrap(body).getShort());
        }

        /** The parts of a PUBLISH of QoS 1. */
        Published published() {
            ByteBuffer bytes = ByteBuffer.wrap(body);
            byte[] topic = new byte[Short.toUnsignedInt(bytes.getShort())];
            bytes.get(topic);
            int id = Short.toUnsignedInt(bytes.getShort());
            byte[] payload = new byte[bytes.remaining()];
            bytes.get(payload);
            return new Published(new String(topic, UTF_8), id, payload);
        }
    }

    /** A message of QoS 1. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Published(String topic, int id, byte[] payload) {}

    /** Connects and waits for the broker's word. */
    PlainMqtt(int port, String clientId) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(body);
        fields.writeUTF("MQTT");
        fields.writeByte(PROTOCOL_3_1_1);
        fields.writeByte(0); // the session is kept
        fields.writeShort(0); // no keep-alive
        fields.writeUTF(clientId);
        write(CONNECT, body.toByteArray());
        out.flush();
        if (read().body()[1] != 0) {
            throw new IOException("the broker does not take " + clientId);
        }
    }

    private void write(int firstByte, byte[] body) throws IOException {
        out.writeByte(firstByte);
        int left = body.length;
        do {
            out.writeByte(left > 0x7f ? (left & 0x7f) | 0x80 : left);
            left >>= 7;
        } while (left > 0);
        out.write(body);
    }

    /** Waits for the next packet. */
    Packet read() throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7f) << shift;
            shift += 7;
        } while (digit > 0x7f);
        byte[] body = new byte[length];
        in.readFully(body);
        return new Packet(first >> 4, body);
    }

    /** Sends a message, or a batch of them with {@link #flush} at its end. */
    synchronized void publish(Published message) throws IOException {
        byte[] topic = message.topic().getBytes(UTF_8);
        ByteBuffer body = ByteBuffer.allocate(2 + topic.length + 2 + message.payload().length);
        body.putShort((short) topic.length).put(topic).putShort((short) message.id()).put(message.payload());
        write(PUBLISH_QOS_1, body.array());
    }

    synchronized void acknowledge(int id) throws IOException {
        write(PUBACK << 4, new byte[] {(byte) (id >> 8), (byte) id});
        out.flush();
    }

    synchronized void flush() throws IOException {
        out.flush();
    }

    synchronized void subscribe(String filter) throws IOException {
        byte[] name = filter.getBytes(UTF_8);
        ByteBuffer body = ByteBuffer.allocate(2 + 2 + name.length + 1);
        body.putShort((short) 1).putShort((short) name.length).put(name).put((byte) 1);
        write(SUBSCRIBE, body.array());
        out.flush();
    }

    /** Leaves; the broker keeps the session. */
    @Override
    public synchronized void close() throws IOException {
        try {
            write(DISCONNECT, new byte[0]);
            out.flush();
        } finally {
            socket.close();
        }
    }
}
