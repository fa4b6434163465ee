package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** State that does not fit or is damaged changes nothing. */
class StateTest {
    private static final PipelineSpec SPEC = Specs.of(Specs.binary(), Specs.window(4, 2));

    private static Pipeline busy(PipelineSpec spec) {
        return new Feed(spec).int16("a", 1, 1, 2, 3, 4, 5).int16("b", 2, 6).pipeline;
    }

    @Test
    void damageIsSeenWhereverItIs() {
        byte[] state = busy(SPEC).exportState();
        Pipeline target = new Feed(SPEC).int16("c", 1, 9).pipeline;
        byte[] before = target.exportState();
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = random.nextInt(4) == 0 ? Arrays.copyOf(state, random.nextInt(state.length)) : state.clone();
            if (damaged.length == state.length) {
                damaged[random.nextInt(state.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThrows(PipelineStateException.class, () -> target.restoreState(damaged));
        }
        assertArrayEquals(before, target.exportState());
    }

    @Test
    void stateOfAnotherShapeIsRefusedByName() {
        byte[] state = busy(SPEC).exportState();
        Pipeline other = busy(Specs.of(Specs.binary(), Specs.window(4, 3)));
        String message = String.valueOf(
                assertThrows(PipelineStateException.class, () -> other.restoreState(state)).getMessage());
        assertTrue(message.contains("hop 2") && message.contains("hop 3"), message);
        Pipeline small = Specs.pipeline(Specs.with(SPEC, 1, 0, 0));
        assertThrows(PipelineStateException.class, () -> small.restoreState(state));
    }

    @Test
    void nothingIsAStateToo() {
        Pipeline pipeline = busy(SPEC);
        pipeline.restoreState(Specs.pipeline(SPEC).exportState());
        assertEquals(0, pipeline.devices().size());
    }
}
