package io.twinbit.nn.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.engine.InferenceException;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.UnsupportedModelException;
import io.twinbit.testing.Profiles;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * A suspicious file on its whole way: read, lowered and run once. Any exception but those of a refusal gets through: the
 * reader's, the lowering's, and the engine's where what an inference finds in its inputs cannot be computed.
 * What the way takes is bounded: all that is allocated, which is more than is held at one time, and time of the processor.
 */
final class Attempt {
    static final long MOST_BYTES = 64 << 20;
    static final long MOST_NANOS = 2_000_000_000L;
    private static final int MOST_ARENA_BYTES = 16 << 20;
    private static final long MOST_MACS = 20_000_000;
    private static final int READING_BYTES_PER_BYTE = 64;
    private static final int READING_BYTES_ALWAYS = 1 << 20;
    private static final DeviceProfile PROFILE = Profiles.reference();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Attempt() {}

    /** Why the file is not run; empty if it is, or would be if it were not so large. Fails if it takes too much. */
    static Optional<String> refusal(byte[] file) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        Optional<String> refusal = attempt(file);
        long taken = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        long spent = THREADS.getCurrentThreadCpuTime() - nanos;
        assertTrue(taken < MOST_BYTES, () -> "took " + taken + " bytes: " + refusal);
        assertTrue(spent < MOST_NANOS, () -> "took " + spent / 1_000_000 + " ms: " + refusal);
        return refusal;
    }

    private static Optional<String> attempt(byte[] file) {
        try {
            return refusal(read(file));
        } catch (MalformedModelException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What reading alone takes is bounded by the file's size. */
    private static Graph read(byte[] file) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            return TfliteReader.read(file);
        } finally {
            long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertTrue(taken < READING_BYTES_ALWAYS + (long) READING_BYTES_PER_BYTE * file.length,
                    () -> "reading " + file.length + " bytes took " + taken);
        }
    }

    private static Optional<String> refusal(Graph graph) {
        try {
            Program program = Lowering.lower(graph, PROFILE);
            if (program.arenaBytes() <= MOST_ARENA_BYTES && program.macs() <= MOST_MACS) {
                new Interpreter(program).invoke();
            }
            return Optional.empty();
        } catch (UnsupportedModelException | InferenceException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
