package io.twinbit.app.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that stands alone: configuration, networks and labels out of the jar, and a recording when one is made. */
record DemoFolder(Path path) {
    private static final String RESOURCES = "/demo/";
    private static final List<String> FILES = List.of(
            "machine-vibration/model_int8.tflite",
            "machine-vibration/labels.txt",
            "room-occupancy/model_int8.tflite",
            "room-occupancy/labels.txt",
            "room-occupancy/CARD.md");

    static DemoFolder temporary() throws IOException {
        return new DemoFolder(Files.createTempDirectory("twinbit-demo"));
    }

    /** Writes all but the recording; files of the same names are replaced. */
    void write(int mqttPort, int httpPort) throws IOException {
        for (String file : FILES) {
            Path target = path.resolve(file);
            Files.createDirectories(target.resolveSibling(""));
            Files.write(target, resource(file));
        }
        Files.writeString(configuration(), text("twinbit.toml")
                .replace("${mqtt_port}", String.valueOf(mqttPort))
                .replace("${http_port}", String.valueOf(httpPort)));
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Path configuration() {
        return path.resolve("twinbit.toml");
    }

    Path recording() {
        return path.resolve("recording.twr");
    }

    static String officeDay() throws IOException {
        return text("room-occupancy/recording.csv");
    }

    private static String text(String name) throws IOException {
        return new String(resource(name), StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = DemoFolder.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) {
                throw new FileNotFoundException("the jar lacks " + RESOURCES + name);
            }
            return in.readAllBytes();
        }
    }
}
