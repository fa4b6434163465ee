package io.twinbit.flow.pipeline;

import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Resumed;
import io.twinbit.flow.signal.Tick;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Streams with everything that happens to them: gaps, repeats, restarts, silence, nonsense. */
final class RandomStream {
    /** A sample of a device. */
    record Sample(long timeUs, int value) {}

    private final Random random;

    RandomStream(long seed) {
        this.random = new Random(seed);
    }

    /** Samples about an interval apart, some missing, some repeated, some times of before. */
    List<Sample> samples(int count) {
        List<Sample> samples = new ArrayList<>();
        long timeUs = random.nextInt(1_000_000);
        while (samples.size() < count) {
            timeUs += Specs.INTERVAL_US * 9 / 10 + random.nextInt(200);
            switch (random.nextInt(25)) {
                case 0 -> timeUs += Specs.INTERVAL_US * random.nextInt(6);
                case 1 -> samples.addAll(repeat(samples));
                default -> { }
            }
            samples.add(new Sample(timeUs, random.nextInt(200) - 100));
        }
        return samples;
    }

    private List<Sample> repeat(List<Sample> samples) {
        int from = Math.max(0, samples.size() - random.nextInt(5));
        return List.copyOf(samples.subList(from, samples.size()));
    }

    /** The samples as CSV messages of random sizes. */
    List<Message> cut(List<Sample> samples, int maxSize) {
        List<Message> messages = new ArrayList<>();
        for (int at = 0; at < samples.size(); ) {
            int to = Math.min(samples.size(), at + 1 + random.nextInt(maxSize));
            StringBuilder text = new StringBuilder();
            for (Sample s : samples.subList(at, to)) {
                text.append(BigDecimal.valueOf(s.timeUs(), 3)).append(',').append(s.value()).append('\n');
            }
            byte[] payload = text.toString().getBytes(StandardCharsets.UTF_8);
            messages.add(new Message(messages.size(), "s/a/x", payload, samples.get(to - 1).timeUs()));
            at = to;
        }
        return messages;
    }

    /**
     * What comes in to a pipeline of {@link Specs#json}: several devices with a number, a time and a property that names the
     * message; ticks, connections that were made anew, nonsense.
     */
    List<Intake> intake(int count, int devices) {
        long[] sequence = new long[devices];
        long[] timeUs = new long[devices];
        List<Intake> intake = new ArrayList<>();
        long nowUs = 1_000_000;
        while (intake.size() < count) {
            nowUs += random.nextInt(40) == 0 ? 200_000 : random.nextInt(3_000);
            if (random.nextInt(8) == 0) {
                intake.add(new Tick(intake.size(), nowUs));
                continue;
            }
            if (random.nextInt(50) == 0) {
                intake.add(new Resumed(intake.size(), nowUs));
                continue;
            }
            int d = random.nextInt(devices);
            int size = 1 + random.nextInt(5);
            sequence[d] = random.nextInt(60) == 0 ? 0 : sequence[d] + List.of(1, 1, 1, 1, 1, 1, 1, 2, 0, -3, 5).get(random.nextInt(11));
            timeUs[d] += (size + (random.nextInt(15) == 0 ? 3 : 0)) * Specs.INTERVAL_US;
            byte[] payload = payload(sequence[d], timeUs[d], size);
            Map<String, String> properties = Map.of("id", "m" + sequence[d]);
            intake.add(new Message(intake.size(), "s/d" + d + "/x", payload, nowUs, properties));
        }
        return intake;
    }

    private byte[] payload(long sequence, long timeUs, int size) {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < size; i++) {
            values.append(i == 0 ? "" : ",").append(random.nextInt(300) - 150);
        }
        String nonsense = random.nextInt(40) == 0 ? "?" : "";
        String json = "{\"n\":%d,\"t\":%s,\"x\":[%s%s]}".formatted(sequence, BigDecimal.valueOf(timeUs, 3), values, nonsense);
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
