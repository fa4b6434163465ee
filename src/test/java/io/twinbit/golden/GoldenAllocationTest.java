package io.twinbit.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.twinbit.app.cli.GoldenCase;
import io.twinbit.app.config.ModelFile;
import io.twinbit.app.config.ProfileStore;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.lower.Lowering;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** No operator costs memory per inference: each bundled case runs with its own inputs, and its thread's heap is counted. */
class GoldenAllocationTest {
    private static final int ROUNDS = 5;
    private static final int INFERENCES = 10;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void noBundledCaseAllocates() throws IOException {
        DeviceProfile profile = ProfileStore.find("tflm-reference");
        Map<String, Long> allocating = new TreeMap<>();
        for (GoldenCase golden : GoldenCase.in(Path.of("src/test/resources/golden"))) {
            long least = leastAllocated(golden.folder(), profile);
            if (least > 0) {
                allocating.put(golden.name(), least);
            }
        }
        assertEquals(Map.of(), allocating, "bytes for " + INFERENCES + " inferences");
    }

    /** Of several rounds: the first ones warm up, and the virtual machine's own work falls into single ones. */
    private static long leastAllocated(Path folder, DeviceProfile profile) throws IOException {
        Interpreter interpreter = new Interpreter(Lowering.lower(ModelFile.read(folder.resolve("model.tflite")), profile));
        byte[][] inputs = new byte[interpreter.inputCount()][];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = Files.readAllBytes(folder.resolve("input-" + i + ".bin"));
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int inference = 0; inference < INFERENCES; inference++) {
                for (int i = 0; i < inputs.length; i++) {
                    interpreter.input(i).write(inputs[i], 0);
                }
                interpreter.invoke();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
