package io.twinbit.app.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.app.gateway.Wiring.Wired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The demo's network behind JSON messages, wired from a file. */
final class VibrationConfig {
    private static final Path DEMO = Path.of("demo/machine-vibration").toAbsolutePath();

    private VibrationConfig() {}

    /** Writes the file into the folder. */
    static Wired wiredIn(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("twinbit.toml"), """
                [gateway]
                name = "hall-3"
                [mqtt]
                address = "tcp://127.0.0.1:1883"
                [[pipeline]]
                name = "vibration"
                topic = "sensors/+/accel"
                model = "%s/model_int8.tflite"
                labels = "%s/labels.txt"
                [pipeline.decode]
                features = ["ax_g", "ay_g", "az_g"]
                sample_interval_us = 625
                [pipeline.window]
                size_samples = 256
                """.formatted(DEMO, DEMO));
        Wired all = Wiring.of(file, Map.of());
        assertEquals(List.of(), all.problems().inOrder());
        return all;
    }
}
