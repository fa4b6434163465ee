package io.twinbit.app.status;

import java.util.Arrays;

/**
 * A message that did not become samples.
 *
 * @param timeUs wall clock of its arrival, microseconds since 1970
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

    /** Keeps the head of a payload. */
    public static DeadLetter of(long timeUs, String topic, String cause, int offset, String detail, byte[] payload) {
        byte[] head = Arrays.copyOf(payload, Math.min(payload.length, MAX_HEAD_BYTES));
        return new DeadLetter(timeUs, topic, cause, offset, detail, payload.length, head);
    }
}
