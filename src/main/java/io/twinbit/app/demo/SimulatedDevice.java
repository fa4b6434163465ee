package io.twinbit.app.demo;

import java.nio.charset.StandardCharsets;

/** The node on one machine: measures and packs 80 samples a message, in JSON as in docs/wire-contract.md, section 2. */
final class SimulatedDevice {
    static final int SAMPLES_PER_MESSAGE = 80;
    /** A message is due this often. */
    static final long MESSAGE_INTERVAL_US = SAMPLES_PER_MESSAGE * 1_000_000L / Shaft.SAMPLE_RATE_HZ;

    private final Story story;
    private final VibratingMachine machine;
    private final long startUs;
    private final double[] g = new double[3];
    private long messages;
    private long messagesSent;

    /**
     * A machine at the beginning of its story.
     *
     * @param startUs wall clock of its first sample, microseconds since 1970
     */
    SimulatedDevice(Story story, long startUs) {
        this.story = story;
        this.machine = story.machine();
        this.startUs = startUs;
    }

    String topic() {
        return "sensors/" + story.device() + "/accel";
    }

    /** Counts a message as handed to the link. */
    void sent() {
        messagesSent++;
    }

    long samplesSent() {
        return messagesSent * SAMPLES_PER_MESSAGE;
    }

    /** The payload of the next message. */
    byte[] next() {
        double second = messages * MESSAGE_INTERVAL_US / 1e6;
        long timeUs = startUs + messages * MESSAGE_INTERVAL_US;
        StringBuilder json = new StringBuilder(4096);
        json.append("{\"seq\":").append(messages)
                .append(",\"t_ms\":").append(timeUs / 1000).append('.').append(String.format("%03d", timeUs % 1000))
                .append(",\"samples\":");
        for (int i = 0; i < SAMPLES_PER_MESSAGE; i++) {
            machine.next(story.after(second), g);
            json.append(i == 0 ? "[[" : ",[").append(g[0]).append(',').append(g[1]).append(',').append(g[2]).append(']');
        }
        messages++;
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
