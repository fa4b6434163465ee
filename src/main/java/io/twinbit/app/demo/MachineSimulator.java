package io.twinbit.app.demo;

import io.twinbit.link.OutboundMessage;
import io.twinbit.link.Sink;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets simulated devices publish in real time through a sink, on a thread of its own: one message each a round. When the
 * sink's window is full, they wait and catch up: nothing is left out.
 */
final class MachineSimulator implements AutoCloseable {
    static final long ROUND_US = 50_000;

    private static final long FULL_WINDOW_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Sink sink;
    private final List<? extends SimulatedDevice> devices;
    private final long[] messagesSent;
    private final Thread thread = Thread.ofPlatform().name("devices").unstarted(this::run);
    private volatile boolean stopping;

    MachineSimulator(Sink sink, List<? extends SimulatedDevice> devices) {
        this.sink = sink;
        this.devices = List.copyOf(devices);
        this.messagesSent = new long[devices.size()];
    }

    void start() {
        thread.start();
    }

    private void run() {
        long startNs = System.nanoTime();
        for (long round = 0; !stopping; round++) {
            waitUntil(startNs + TimeUnit.MICROSECONDS.toNanos(round * ROUND_US));
            for (int i = 0; i < devices.size(); i++) {
                publish(i);
            }
        }
    }

    private void publish(int i) {
        OutboundMessage message = new OutboundMessage(devices.get(i).topic(), devices.get(i).next(), false);
        boolean sent = sink.trySend(message, () -> { });
        while (!sent && !stopping) {
            LockSupport.parkNanos(FULL_WINDOW_PAUSE_NS);
            sent = sink.trySend(message, () -> { });
        }
        messagesSent[i] += sent ? 1 : 0;
    }

    private void waitUntil(long dueNs) {
        long leftNs = dueNs - System.nanoTime();
        while (leftNs > 0 && !stopping) {
            LockSupport.parkNanos(leftNs);
            leftNs = dueNs - System.nanoTime();
        }
    }

    /** Stops the devices; what they published may still be under way. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Samples that device {@code i} handed to the sink; to be asked after {@link #close}. */
    long samplesSent(int i) {
        return messagesSent[i] * devices.get(i).samplesPerMessage();
    }
}
