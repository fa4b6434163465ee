package io.twinbit.app.status;

import java.util.Arrays;

/**
 * A message that did not become samples.
 *
 * @param timeUs wall clock of its arrival, microseconds since 1970
 * @param topic of the message, cut after {@value #MAX_TOPIC_CHARS} characters
 * @param cause the counter it went into
 * @param offset of the offending byte in the payload; -1 when there is none
 * @param detail what was found and what was expected
 * @param payloadBytes length of the payload
 * @param head its first bytes, at most {@value #MAX_HEAD_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes to show; never compared
public record DeadLetter(
        long timeUs, String topic, String cause, int offset, String detail, int payloadBytes, byte[] head) {
    public static final int MAX_HEAD_BYTES = 64;
    private static final int MAX_TOPIC_CHARS = 256;

    /** Keeps the heads of topic and payload. */
    public static DeadLetter of(long timeUs, String topic, String cause, int offset, String detail, byte[] payload) {
        byte[] head = Arrays.copyOf(payload, Math.min(payload.length, MAX_HEAD_BYTES));
        return new DeadLetter(timeUs, shortened(topic), cause, offset, detail, payload.length, head);
    }

    private static String shortened(String topic) {
        return topic.length() <= MAX_TOPIC_CHARS ? topic : topic.substring(0, MAX_TOPIC_CHARS) + "…";
    }
}
