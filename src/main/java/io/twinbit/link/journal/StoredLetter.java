package io.twinbit.link.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinbit.flow.signal.Message;
import io.twinbit.link.Frame;
import io.twinbit.link.RecordLayout;
import java.util.Arrays;
import java.util.Map;

/**
 * A message that a pipeline put aside, whole enough to be tried again.
 *
 * @param cause the counter it went into
 * @param offset of the offending byte in the payload; -1 when there is none
 * @param detail what was found and what was expected, at most {@value #MAX_DETAIL_CHARS} characters
 * @param payloadBytes the payload's length when it came
 * @param cut whether topic, properties or payload were too long to be kept whole
 * @param message as it came, as far as it is kept
 */
public record StoredLetter(
        String pipeline, String cause, int offset, String detail, int payloadBytes, boolean cut, Message message) {
    static final int MAX_DETAIL_CHARS = 1024;
    /** Of a topic that does not fit otherwise: with it, and whatever must be escaped, the reason fits. */
    static final int MAX_CUT_TOPIC_CHARS = 4096;

    private static final int MAX_REASON_BYTES = 0xffff;
    private static final int MAX_PADDING_BYTES = 7;

    /** A letter whose message is kept whole so far. */
    public static StoredLetter of(String pipeline, Message message, String cause, int offset, String detail) {
        return new StoredLetter(
                pipeline, cause, offset, shortened(detail, MAX_DETAIL_CHARS), message.payload().length, false, message);
    }

    /**
     * From a record of the log.
     *
     * @throws IllegalArgumentException when its fields contradict each other
     */
    static StoredLetter read(Frame frame) {
        byte[] data = frame.data();
        if (frame.type() != Frame.DEAD_LETTER || frame.small() > data.length) {
            throw new IllegalArgumentException("not a dead letter");
        }
        byte[] payload = Arrays.copyOfRange(data, frame.small(), data.length);
        return LetterJson.read(data, frame.small(), frame.position(), frame.timeUs(), payload);
    }

    /** As a record of at most {@code maxBytes}; what is cut off for it is said in the record. */
    Frame frame(int maxBytes) {
        byte[] reason = LetterJson.bytes(this);
        if (reason.length > MAX_REASON_BYTES) {
            return cut(message.payload(), shortened(message.topic(), MAX_CUT_TOPIC_CHARS), Map.of()).frame(maxBytes);
        }
        int room = maxBytes - RecordLayout.RECORD_HEADER_BYTES - MAX_PADDING_BYTES - reason.length;
        if (message.payload().length > room) {
            byte[] head = Arrays.copyOf(message.payload(), room);
            return cut(head, message.topic(), message.properties()).frame(maxBytes);
        }
        byte[] data = Arrays.copyOf(reason, reason.length + message.payload().length);
        System.arraycopy(message.payload(), 0, data, reason.length, message.payload().length);
        return new Frame(Frame.DEAD_LETTER, reason.length, 0, message.position(), message.receivedAtUs(), data);
    }

    private StoredLetter cut(byte[] payload, String topic, Map<String, String> properties) {
        return new StoredLetter(
                pipeline, cause, offset, detail, payloadBytes, true,
                new Message(message.position(), topic, payload, message.receivedAtUs(), properties));
    }

    /** Half a character, from anywhere or from the cut, becomes a question mark. */
    private static String shortened(String text, int maxChars) {
        String head = text.length() <= maxChars ? text : text.substring(0, maxChars);
        return new String(head.getBytes(UTF_8), UTF_8);
    }
}
