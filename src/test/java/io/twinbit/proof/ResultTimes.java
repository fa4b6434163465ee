package io.twinbit.proof;

import io.twinbit.proof.PlainMqtt.Packet;
import io.twinbit.proof.PlainMqtt.Published;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When each result of each device came, {@code System.nanoTime()}. */
final class ResultTimes implements AutoCloseable {
    private static final int DEVICE_LEVEL = 4;

    private final PlainMqtt broker;
    private final Map<String, List<Long>> byDevice = new HashMap<>();
    private int count;

    ResultTimes(int port) throws IOException {
        broker = new PlainMqtt(port, "result-times");
        broker.subscribe("twinbit/v1/+/+/+/result");
        Thread.ofPlatform().daemon().start(this::receive);
    }

    private void receive() {
        try {
            while (true) {
                Packet packet = broker.read();
                if (packet.type() == PlainMqtt.PUBLISH) {
                    Published message = packet.published();
                    add(message.topic().split("/", -1)[DEVICE_LEVEL], System.nanoTime());
                    broker.acknowledge(message.id());
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private synchronized void add(String device, long atNs) {
        byDevice.computeIfAbsent(device, _ -> new ArrayList<>()).add(atNs);
        count++;
    }

    /** Forgets what came. */
    synchronized void clear() {
        byDevice.clear();
        count = 0;
    }

    /** Of all devices. */
    synchronized int count() {
        return count;
    }

    /** Of a device, oldest first. */
    synchronized List<Long> of(String device) {
        return List.copyOf(byDevice.getOrDefault(device, List.of()));
    }

    @Override
    public void close() throws IOException {
        broker.close();
    }
}
