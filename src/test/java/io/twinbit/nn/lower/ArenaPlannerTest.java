package io.twinbit.nn.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.lower.ArenaPlanner.Buffer;
import io.twinbit.nn.lower.ArenaPlanner.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArenaPlannerTest {
    @Test
    void buffersThatAreNeededTogetherNeverOverlap() {
        Random random = new Random(8);
        for (int round = 0; round < 2_000; round++) {
            List<Buffer> buffers = new ArrayList<>();
            int count = random.nextInt(20);
            for (int i = 0; i < count; i++) {
                int first = random.nextInt(12) - 1;
                buffers.add(new Buffer(random.nextInt(200), first, first + random.nextInt(6)));
            }
            check(buffers, ArenaPlanner.plan(buffers));
        }
    }

    private static void check(List<Buffer> buffers, Plan plan) {
        long mostAtOnce = 0;
        for (int time = -1; time < 20; time++) {
            long needed = 0;
            for (int i = 0; i < buffers.size(); i++) {
                long start = plan.offsets().get(i);
                Buffer a = buffers.get(i);
                assertEquals(0, start % 16, "aligned");
                assertTrue(start + a.bytes() <= plan.bytes(), "inside the arena");
                if (time < a.first() || time > a.last()) {
                    continue;
                }
                needed += (a.bytes() + 15) / 16 * 16;
                for (int j = 0; j < i; j++) {
                    Buffer b = buffers.get(j);
                    long other = plan.offsets().get(j);
                    boolean apart = start + a.bytes() <= other || other + b.bytes() <= start;
                    assertTrue(time < b.first() || time > b.last() || apart, buffers + " -> " + plan);
                }
            }
            mostAtOnce = Math.max(mostAtOnce, needed);
        }
        assertEquals(mostAtOnce, plan.lowerBoundBytes());
        assertTrue(plan.bytes() >= plan.lowerBoundBytes());
    }

    @Test
    void aChainTakesTwoBuffersInTurn() {
        List<Buffer> chain = List.of(
                new Buffer(1000, -1, 0), new Buffer(1000, 0, 1), new Buffer(1000, 1, 2), new Buffer(1000, 2, 3));
        assertEquals(new Plan(List.of(0L, 1008L, 0L, 1008L), 2016, 2016), ArenaPlanner.plan(chain));
    }

    @Test
    void aSmallBufferFillsTheFirstGapThatIsLargeEnough() {
        List<Buffer> buffers = List.of(
                new Buffer(64, 0, 1), new Buffer(48, 1, 2), new Buffer(32, 2, 3), new Buffer(16, 2, 2));
        assertEquals(List.of(0L, 64L, 0L, 32L), ArenaPlanner.plan(buffers).offsets());
    }

    @Test
    void nothingTakesNothing() {
        assertEquals(new Plan(List.of(), 0, 0), ArenaPlanner.plan(List.of()));
    }
}
