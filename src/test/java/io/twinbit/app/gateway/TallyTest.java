package io.twinbit.app.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.app.status.DeadLetter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void keepsTheNewestDeadLetters() {
        for (int i = 0; i < Tally.MAX_DEAD_LETTERS + 5; i++) {
            tally.bury(DeadLetter.of(i, "t", "missing", -1, "", new byte[i]));
        }
        assertEquals(Tally.MAX_DEAD_LETTERS, tally.newestFirst().size());
        assertEquals(104, tally.newestFirst().getFirst().timeUs());
        assertEquals(5, tally.newestFirst().getLast().timeUs());
    }

    @Test
    void addsTheRunningPipelinesCounters() {
        tally.count("messages", 3);
        tally.count("messages", 4);
        tally.count("internal_error", 1);
        assertEquals(
                Map.of("messages", 17L, "internal_error", 1L, "results", 2L),
                tally.countersWith(Map.of("messages", 10L, "results", 2L)));
    }
}
