package io.twinbit.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Resumed;
import io.twinbit.flow.signal.Tick;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From intake to records and back. Recordings carry the topic with each message; the journal names a topic once a file and writes
 * its number afterwards. One object reads one file, from the front, for it remembers the names.
 *
 * <pre>
 * properties of a stream's message:  | key bytes u16 | key | value bytes u16 | value | ... again
 *                                    an empty key with an empty value: the broker says that it repeats the message
 * </pre>
 */
public final class IntakeRecords {
    private static final int MAX_TOPIC_BYTES = 0xffff;
    private static final byte[] EMPTY = {};
    /** No property that a configuration names is called so. */
    private static final Map.Entry<String, String> REPEATED = Map.entry("", "");

    private final Map<Integer, String> topics = new HashMap<>();

    /** A record that needs no other to be understood. Properties are not kept. */
    public static Frame whole(Intake intake) {
        return switch (intake) {
            case Message m -> {
                byte[] topic = topicBytes(m.topic());
                yield new Frame(
                        Frame.MESSAGE, topic.length, m.payload().length, m.position(), m.receivedAtUs(),
                        joined(topic, m.payload()));
            }
            case Tick t -> new Frame(Frame.TICK, 0, 0, t.position(), t.atUs(), EMPTY);
            case Resumed r -> new Frame(Frame.RESUMED, 0, 0, r.position(), r.atUs(), EMPTY);
        };
    }

    /** The name of a stream, to be written before its first message. */
    public static Frame stream(int number, String topic) {
        return new Frame(Frame.STREAM, 0, number, 0, 0, topicBytes(topic));
    }

    /** A message whose topic a {@link #stream} record names. */
    public static Frame ofStream(int number, Message m) {
        byte[] properties = propertyBytes(m);
        return new Frame(
                Frame.STREAM_MESSAGE, properties.length, number, m.position(), m.receivedAtUs(),
                joined(properties, m.payload()));
    }

    /** Whether a record of this type is intake: its position is one of the intake's. */
    public static boolean isIntake(int type) {
        return switch (type) {
            case Frame.MESSAGE, Frame.TICK, Frame.STREAM_MESSAGE, Frame.RESUMED -> true;
            default -> false;
        };
    }

    /**
     * What a record says; null when it is no intake.
     *
     * @throws IllegalArgumentException when its fields contradict each other, or it is of a stream that has no name
     */
    public @Nullable Intake read(Frame frame) {
        return switch (frame.type()) {
            case Frame.MESSAGE -> message(frame);
            case Frame.TICK -> new Tick(frame.position(), frame.timeUs());
            case Frame.RESUMED -> new Resumed(frame.position(), frame.timeUs());
            case Frame.STREAM_MESSAGE -> messageOfStream(frame);
            case Frame.STREAM -> {
                topics.put(frame.number(), new String(frame.data(), UTF_8));
                yield null;
            }
            default -> null;
        };
    }

    private static Message message(Frame frame) {
        byte[] data = frame.data();
        if (frame.number() < 0 || frame.small() + (long) frame.number() != data.length) {
            throw new IllegalArgumentException("the record's lengths contradict each other");
        }
        String topic = new String(data, 0, frame.small(), UTF_8);
        return new Message(frame.position(), topic, Arrays.copyOfRange(data, frame.small(), data.length), frame.timeUs());
    }

    private Message messageOfStream(Frame frame) {
        String topic = topics.get(frame.number());
        byte[] data = frame.data();
        if (topic == null || frame.small() > data.length) {
            throw new IllegalArgumentException(topic == null
                    ? "a message of stream " + frame.number() + ", which has no name in this file"
                    : "the record's lengths contradict each other");
        }
        byte[] payload = frame.small() == 0 ? data : Arrays.copyOfRange(data, frame.small(), data.length);
        if (frame.small() == 0) {
            return new Message(frame.position(), topic, payload, frame.timeUs());
        }
        Map<String, String> properties = properties(data, frame.small());
        boolean repeated = properties.remove(REPEATED.getKey()) != null;
        return new Message(frame.position(), topic, payload, frame.timeUs(), properties, repeated);
    }

    private static byte[] propertyBytes(Message m) {
        if (m.properties().isEmpty() && !m.repeated()) {
            return EMPTY;
        }
        Stream<Map.Entry<String, String>> repeat = m.repeated() ? Stream.of(REPEATED) : Stream.of();
        byte[][] texts = Stream.concat(repeat, m.properties().entrySet().stream())
                .flatMap(p -> Stream.of(p.getKey().getBytes(UTF_8), p.getValue().getBytes(UTF_8)))
                .toArray(byte[][]::new);
        ByteBuffer bytes = ByteBuffer.allocate(Arrays.stream(texts).mapToInt(t -> 2 + t.length).sum());
        for (byte[] text : texts) {
            bytes.putShort((short) text.length).put(text);
        }
        return bytes.array();
    }

    private static Map<String, String> properties(byte[] data, int bytes) {
        ByteBuffer source = ByteBuffer.wrap(data, 0, bytes);
        Map<String, String> properties = new LinkedHashMap<>();
        while (source.hasRemaining()) {
            properties.put(text(source), text(source));
        }
        return properties;
    }

    private static String text(ByteBuffer source) {
        int length = source.remaining() < 2 ? Integer.MAX_VALUE : Short.toUnsignedInt(source.getShort());
        if (length > source.remaining()) {
            throw new IllegalArgumentException("the record's properties are cut off");
        }
        byte[] bytes = new byte[length];
        source.get(bytes);
        return new String(bytes, UTF_8);
    }

    private static byte[] topicBytes(String topic) {
        byte[] bytes = topic.getBytes(UTF_8);
        if (bytes.length > MAX_TOPIC_BYTES) {
            throw new IllegalArgumentException("a topic of " + bytes.length + " bytes, at most " + MAX_TOPIC_BYTES);
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
