package io.twinbit.app.demo;

import io.twinbit.link.OutboundMessage;
import io.twinbit.link.Sink;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Simulated machines that publish their vibration in real time through a sink, on a thread of its own. When the sink's
 * window is full, the machines wait and catch up: nothing is left out.
 */
final class MachineSimulator implements AutoCloseable {
    private static final long FULL_WINDOW_PAUSE_NS = 1_000_000;

    private final Sink sink;
    private final List<SimulatedDevice> devices;
    private final Thread thread = Thread.ofPlatform().name("machines").unstarted(this::run);
    private volatile boolean stopping;

    MachineSimulator(Sink sink, long startUs) {
        this.sink = sink;
        this.devices = Story.ALL.stream().map(story -> new SimulatedDevice(story, startUs)).toList();
    }

    void start() {
        thread.start();
    }

    /** What the devices are and have sent; to be asked when they are stopped. */
    List<SimulatedDevice> devices() {
        return devices;
    }

    private void run() {
        long startNs = System.nanoTime();
        for (long round = 0; !stopping; round++) {
            waitUntil(startNs + round * SimulatedDevice.MESSAGE_INTERVAL_US * 1000);
            devices.forEach(this::publish);
        }
    }

    private void publish(SimulatedDevice device) {
        OutboundMessage message = new OutboundMessage(device.topic(), device.next(), false);
        boolean sent = sink.trySend(message, () -> { });
        while (!sent && !stopping) {
            LockSupport.parkNanos(FULL_WINDOW_PAUSE_NS);
            sent = sink.trySend(message, () -> { });
        }
        if (sent) {
            device.sent();
        }
    }

    private void waitUntil(long dueNs) {
        long leftNs = dueNs - System.nanoTime();
        while (leftNs > 0 && !stopping) {
            LockSupport.parkNanos(leftNs);
            leftNs = dueNs - System.nanoTime();
        }
    }

    /** Stops the machines; what they published may still be under way. */
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
}
