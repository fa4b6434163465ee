package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReasonsTest {
    @Test
    void wordsOfAStrangerAreOneLineWithoutControlCharacters() {
        assertEquals("gone home ?[31mred", Reasons.oneLine("gone \r\n home \033[31mred"));
    }

    @Test
    void wordsOfAStrangerAreShort() {
        assertEquals("x".repeat(300) + "…", Reasons.oneLine("x".repeat(65_535)));
        assertEquals("x".repeat(300), Reasons.oneLine("x".repeat(300)));
    }
}
