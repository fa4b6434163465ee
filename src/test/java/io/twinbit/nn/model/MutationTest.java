package io.twinbit.nn.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.twinbit.nn.graph.Graph;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files: refused with the exception of the reader or of the lowering, or run without another. What reading takes
 * is bounded by the file's size.
 */
@Timeout(300)
class MutationTest {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int[] AWKWARD = {
        0, 1, 2, -1, -2, 3, 4, 8, 255, 256, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x3fffffff, 0x40000000
    };
    private static final int MUTANTS = 4_000;
    private static final int ALLOCATION_PER_BYTE = 64;
    private static final int ALLOCATION_ALWAYS = 1 << 20;

    @ParameterizedTest
    @ValueSource(strings = {
        "demo/room-occupancy/model_int8.tflite",
        "src/test/resources/golden/graph-squeeze-excite/model.tflite",
        "src/test/resources/golden/graph-residual-stride/model.tflite",
        "src/test/resources/golden/graph-float-ends/model.tflite",
        "src/test/resources/golden/pad-s8-00/model.tflite",
        "src/test/resources/golden/mean-s8-03/model.tflite",
        "src/test/resources/golden/concatenation-s8-02/model.tflite",
        "src/test/resources/golden/add-s8-03/model.tflite",
        "demo/machine-vibration/model_int8.tflite"
    })
    void aDamagedFileIsReadOrRefused(String model) throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(model));
        SplittableRandom random = new SplittableRandom(model.hashCode());
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            refused += isRefused(damaged(whole, random)) ? 1 : 0;
        }
        assertTrue(refused > MUTANTS / 10 && refused < MUTANTS, refused + " of " + MUTANTS + " refused");
    }

    private static boolean isRefused(byte[] file) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Graph graph;
        try {
            graph = TfliteReader.read(file);
        } catch (MalformedModelException e) {
            graph = null;
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < ALLOCATION_ALWAYS + (long) ALLOCATION_PER_BYTE * file.length, allocated + " bytes");
        return graph == null || Attempt.refusal(graph).isPresent();
    }

    /** Most of a model is weights, which may be anything; the tables stand at the ends, so most damage is done there. */
    private static byte[] damaged(byte[] whole, SplittableRandom random) {
        byte[] file = whole.clone();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            int at = random.nextBoolean() ? place(random, file.length) : file.length - 4 - place(random, file.length);
            switch (random.nextInt(4)) {
                case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> INTS.set(file, at & ~3, AWKWARD[random.nextInt(AWKWARD.length)]);
                case 2 -> INTS.set(file, at & ~3, (int) INTS.get(file, place(random, file.length) & ~3));
                default -> file[at] = (byte) random.nextInt();
            }
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
    }

    private static int place(SplittableRandom random, int length) {
        return random.nextInt(random.nextInt(1, length - 4));
    }
}
