package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.twinbit.flow.signal.Message;
import io.twinbit.nn.engine.Interpreter;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Decoded, a message costs no memory unless something is said of it. */
class AllocationTest {
    private static final int MESSAGES = 20_000;

    @Test
    void messagesThatCompleteNoWindowAllocateNothing() {
        Pipeline pipeline = Specs.pipeline(Specs.of(Specs.binary(), Specs.window(4, Integer.MAX_VALUE >> 8)));
        Message message = new Message(1, "s/a/x", new byte[40], 1_000_000);
        int[] outcomes = new int[1];
        Consumer<Outcome> count = _ -> outcomes[0]++;
        long allocated = 0;
        for (int round = 0; round < 3; round++) { // the first ones warm up
            long before = allocatedBytes();
            for (int i = 0; i < MESSAGES; i++) {
                pipeline.accept(message, count);
            }
            allocated = allocatedBytes() - before;
        }
        assertEquals(1, outcomes[0], "the one window");
        assertTrue(allocated < MESSAGES, allocated + " bytes for " + MESSAGES + " messages");
    }

    @Test
    void whatANetworkRemembersComesAndGoesWithoutAny() {
        Interpreter interpreter = Networks.delay(4);
        NetworkState one = NetworkState.of(interpreter);
        NetworkState other = one.ofAnotherDevice();
        long allocated = 0;
        for (int round = 0; round < 3; round++) { // the first ones warm up
            long before = allocatedBytes();
            for (int i = 0; i < MESSAGES; i++) {
                NetworkState state = i % 2 == 0 ? one : other;
                state.putInto(interpreter);
                interpreter.invoke();
                state.takeFrom(interpreter);
                if (i % 100 == 0) {
                    state.reset();
                }
            }
            allocated = allocatedBytes() - before;
        }
        assertTrue(allocated < MESSAGES, allocated + " bytes for " + MESSAGES + " inferences");
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
