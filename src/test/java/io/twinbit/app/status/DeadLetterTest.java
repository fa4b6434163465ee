package io.twinbit.app.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DeadLetterTest {
    /** A topic may have 65,535 bytes, and a snapshot holds many dead letters. */
    @Test
    void keepsTheHeadsOfTopicAndPayload() {
        DeadLetter letter = DeadLetter.of(1, "t".repeat(65_535), "bad_device", -1, "", new byte[1000]);
        assertEquals("t".repeat(256) + "…", letter.topic());
        assertEquals(64, letter.head().length);
        assertEquals(1000, letter.payloadBytes());
        assertEquals("sensors/+/accel", DeadLetter.of(1, "sensors/+/accel", "missing", 0, "", new byte[0]).topic());
    }
}
