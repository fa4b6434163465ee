package io.twinbit.app.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepWatchTest {
    private static final long YEARS_56_US = 1_767_225_600_000_000L;

    private final List<Long> steps = new ArrayList<>();
    private long wallUs = 1_000_000;
    private long passedNs = 7_000_000_000L;
    private final StepWatch clock = new StepWatch(() -> wallUs, () -> passedNs, steps::add);

    private long after(long us, long stepUs) {
        passedNs += us * 1_000;
        wallUs += us + stepUs;
        return clock.getAsLong();
    }

    @Test
    void timeThatPassesIsNoStep() {
        assertEquals(1_000_000, clock.getAsLong());
        assertEquals(3_601_000_000L, after(3_600_000_000L, 0));
        for (int i = 0; i < 100; i++) {
            after(1_000_000, 900_000); // a clock that is made to run fast
        }
        assertEquals(List.of(), steps);
    }

    @Test
    void aStepAheadIsToldOnceBeforeTheTimeIs() {
        long then = after(10, YEARS_56_US);
        assertEquals(List.of(then), steps);
        after(10, 0);
        after(5_000_000, 0);
        assertEquals(List.of(then), steps);
    }

    @Test
    void aStepBackIsNoneAhead() {
        after(10, YEARS_56_US);
        after(10, -3_600_000_000L);
        assertEquals(1, steps.size());
        after(10, 3_600_000_000L);
        assertEquals(2, steps.size());
    }
}
