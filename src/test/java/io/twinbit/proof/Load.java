package io.twinbit.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the sensors send: the demo's recording of a machine over and over, 16 samples a message, from several devices that
 * began at different places of it; the last device measures a constant. Message {@code n} of all is always the same, so
 * nobody has to keep what was sent.
 */
final class Load {
    static final Path DEMO = Path.of("demo/machine-vibration").toAbsolutePath();
    static final int SAMPLES_A_MESSAGE = 16;
    private static final double INTERVAL_MS = 0.625;
    private static final String STILL = "[0.0,0.0,1.0]";

    private final List<String> samples = samples();
    private final int devices;

    Load(int devices) {
        this.devices = devices;
    }

    private static List<String> samples() {
        try (Stream<String> lines = Files.lines(DEMO.resolve("recording.csv"))) {
            return lines.skip(1).map(line -> "[" + line.substring(line.indexOf(',') + 1) + "]").toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int devices() {
        return devices;
    }

    String device(long n) {
        return "machine-" + n % devices;
    }

    String topic(long n) {
        return "sensors/" + device(n) + "/accel";
    }

    byte[] payload(long n) {
        long sequence = n / devices;
        String values = Stream.iterate(0L, i -> i + 1)
                .limit(SAMPLES_A_MESSAGE)
                .map(i -> sample(n % devices, sequence * SAMPLES_A_MESSAGE + i))
                .collect(Collectors.joining(","));
        return ("{\"seq\":" + sequence + ",\"t_ms\":" + sequence * SAMPLES_A_MESSAGE * INTERVAL_MS + ",\"samples\":[" + values
                        + "]}")
                .getBytes(UTF_8);
    }

    private String sample(long device, long at) {
        if (device == devices - 1) {
            return STILL;
        }
        long start = device * samples.size() / devices;
        return samples.get((int) ((start + at) % samples.size()));
    }
}
