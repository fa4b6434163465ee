package io.twinbit.proof;

import io.twinbit.proof.PlainMqtt.Published;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Publishes messages of 16 samples x 3 axes of float32 at QoS 1 and keeps when it did. */
final class BinarySensors {
    static final int SAMPLES = 16;
    private static final int AXES = 3;
    private static final int WINDOW_MESSAGES = 200;
    private static final int MAX_ID = 0xffff;

    private final int port;
    private final String root;
    private final byte[][] payloads = new byte[64][];

    /** @param root first level of the topics */
    BinarySensors(int port, String root) {
        this.port = port;
        this.root = root;
        Random random = new Random(7);
        for (int i = 0; i < payloads.length; i++) {
            ByteBuffer samples = ByteBuffer.allocate(SAMPLES * AXES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            while (samples.hasRemaining()) {
                samples.putFloat((float) random.nextGaussian());
            }
            payloads[i] = samples.array();
        }
    }

    /** The device of a message, when devices come one after the other. */
    static String device(int message, int messages, int devices) {
        return "m" + (int) ((long) message * devices / messages);
    }

    /**
     * The same, of devices that come one after the other.
     */
    long[] publish(int messages, int devices, long intervalNs) throws IOException, InterruptedException {
        return publish(messages, n -> device(n, messages, devices), intervalNs);
    }

    /**
     * Publishes, and waits until the broker has acknowledged all.
     *
     * @param device that a message is of, by its number
     * @param intervalNs between messages; 0: as fast as the broker takes them
     * @return when each was sent, {@code System.nanoTime()}
     */
    long[] publish(int messages, IntFunction<String> device, long intervalNs) throws IOException, InterruptedException {
        Semaphore window = new Semaphore(WINDOW_MESSAGES);
        long[] sentAtNs = new long[messages];
        try (PlainMqtt broker = new PlainMqtt(port, "binary-sensors")) {
            Thread.ofPlatform().daemon().start(() -> acknowledged(broker, window));
            long dueNs = System.nanoTime();
            for (int n = 0; n < messages; n++) {
                for (long left = dueNs - System.nanoTime(); intervalNs > 0 && left > 0; left = dueNs - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                if (!window.tryAcquire()) {
                    broker.flush();
                    window.acquire();
                }
                sentAtNs[n] = System.nanoTime();
                broker.publish(new Published(
                        root + "/" + device.apply(n) + "/accel", n % MAX_ID + 1, payloads[n % payloads.length]));
                if (intervalNs > 0) {
                    broker.flush();
                    dueNs += intervalNs;
                }
            }
            broker.flush();
            window.acquire(WINDOW_MESSAGES);
        }
        return sentAtNs;
    }

    private static void acknowledged(PlainMqtt broker, Semaphore window) {
        try {
            while (true) {
                if (broker.read().type() == PlainMqtt.PUBACK) {
                    window.release();
                }
            }
        } catch (IOException e) {
            // closed
        }
    }
}
