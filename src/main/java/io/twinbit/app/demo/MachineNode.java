package io.twinbit.app.demo;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The accelerometer node on one machine: 50 ms of samples a message, in JSON. */
final class MachineNode implements SimulatedDevice {
    private static final int SAMPLES_PER_MESSAGE = (int) (Shaft.SAMPLE_RATE_HZ * MachineSimulator.ROUND_US / 1_000_000);

    private final Story story;
    private final VibratingMachine machine;
    private final long startUs;
    private final double[] g = new double[3];
    private long messages;

    /**
     * A machine at the beginning of its story.
     *
     * @param startUs wall clock of its first sample, microseconds since 1970
     */
    MachineNode(Story story, long startUs) {
        this.story = story;
        this.machine = story.machine();
        this.startUs = startUs;
    }

    @Override
    public String pipeline() {
        return "vibration";
    }

    @Override
    public String topic() {
        return "sensors/" + story.device() + "/accel";
    }

    @Override
    public byte[] next() {
        long elapsedUs = messages * MachineSimulator.ROUND_US;
        StringBuilder json = new StringBuilder(4096);
        json.append(String.format(Locale.ROOT, "{\"seq\":%d,\"t_ms\":%.3f,\"samples\":[", messages, (startUs + elapsedUs) / 1e3));
        for (int i = 0; i < SAMPLES_PER_MESSAGE; i++) {
            machine.next(story.after(elapsedUs / 1e6), g);
            json.append(i == 0 ? "[" : ",[").append(g[0]).append(',').append(g[1]).append(',').append(g[2]).append(']');
        }
        messages++;
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int samplesPerMessage() {
        return SAMPLES_PER_MESSAGE;
    }
}
