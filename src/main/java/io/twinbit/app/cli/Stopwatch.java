package io.twinbit.app.cli;

import com.sun.management.ThreadMXBean;
import io.twinbit.nn.engine.Interpreter;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * Times inferences of one interpreter in this thread. Every inference gets its inputs anew, outside the measured time,
 * because a run reuses their memory.
 */
final class Stopwatch {
    private static final int LEAST_WARM_UPS = 20;
    private static final int MOST_SAMPLES = 200_000;

    private final Interpreter interpreter;
    private final List<byte[]> inputs;
    private final long measureNs;

    /**
     * @param medianNs of the time of one inference
     * @param allocatedBytes heap that one inference takes, after warm-up
     */
    record Reading(long medianNs, long minNs, long allocatedBytes) {}

    /**
     * @param inputs of every inference, in the network's order
     * @param measureNs how long to measure, after a warm-up as long
     */
    Stopwatch(Interpreter interpreter, List<byte[]> inputs, long measureNs) {
        this.interpreter = interpreter;
        this.inputs = List.copyOf(inputs);
        this.measureNs = measureNs;
    }

    Reading measure() {
        warmUp();
        long[] samples = new long[MOST_SAMPLES];
        int count = 0;
        long end = System.nanoTime() + measureNs;
        while (count < MOST_SAMPLES && (count == 0 || System.nanoTime() < end)) {
            samples[count++] = inferenceNs();
        }
        long[] sorted = Arrays.copyOf(samples, count);
        Arrays.sort(sorted);
        return new Reading(sorted[count / 2], sorted[0], allocatedBytes());
    }

    private void warmUp() {
        long end = System.nanoTime() + measureNs;
        for (int i = 0; i < LEAST_WARM_UPS || System.nanoTime() < end; i++) {
            inferenceNs();
        }
    }

    private long inferenceNs() {
        for (int i = 0; i < inputs.size(); i++) {
            interpreter.input(i).write(inputs.get(i), 0);
        }
        long start = System.nanoTime();
        interpreter.invoke();
        return System.nanoTime() - start;
    }

    private long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int inferences = 100;
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < inferences; i++) {
            inferenceNs();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / inferences;
    }
}
