package io.twinbit.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.demo.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
    private static final Path DEMO = Path.of("demo/machine-vibration");
    private static final String CONFIGURATION = """
            [gateway]
            name = "hall-3"
            [mqtt]
            address = "tcp://127.0.0.1:1"
            connect_timeout_ms = 500
            [http]
            port = 0
            [[pipeline]]
            name = "vibration"
            topic = "sensors/+/accel"
            model = "model.tflite"
            labels = "labels.txt"
            [pipeline.decode]
            features = ["ax_g", "ay_g", "az_g"]
            sample_interval_us = 625
            [pipeline.window]
            size_samples = 256
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.copy(DEMO.resolve("model_int8.tflite"), folder.resolve("model.tflite"));
        Files.copy(DEMO.resolve("labels.txt"), folder.resolve("labels.txt"));
    }

    @Test
    void aGoodConfigurationWithItsBrokerIsOk() throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory(0)) {
            CommandRun run = check(CONFIGURATION.replace("tcp://127.0.0.1:1", broker.address()));
            assertEquals("", run.err());
            assertEquals(0, run.status());
            assertTrue(run.out().contains("pipeline vibration: "), run.out());
            assertTrue(run.out().contains(", tba1-"), run.out());
            assertTrue(run.out().endsWith("ok\n"), run.out());
        }
    }

    @Test
    void aGoodConfigurationWithoutItsBrokerIsUnavailable() throws IOException {
        CommandRun run = check(CONFIGURATION);
        assertEquals(69, run.status());
        assertTrue(run.err().contains("mqtt.address: tcp://127.0.0.1:1: "), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
    }

    @Test
    void aTakenPortIsUnavailableAndNamesTheOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = check(CONFIGURATION.replace("port = 0", "port = " + taken.getLocalPort()));
            assertEquals(69, run.status());
            assertTrue(run.err().contains("http.port"), run.err());
        }
    }

    @Test
    void everyProblemIsToldInOneRun() throws IOException {
        CommandRun run = check(CONFIGURATION
                .replace("[http]", "[htttp]")
                .replace("127.0.0.1:1", "127.0.0.1")
                .replace("size_samples = 256", "size_samples = 255\nhop_smples = 3")
                + CONFIGURATION.substring(CONFIGURATION.indexOf("[[pipeline]]"))
                        .replace("vibration", "second")
                        .replace("model.tflite", "none.tflite"));
        assertEquals(78, run.status());
        assertTrue(run.err().contains("5 problems in the configuration\n"), run.err());
        assertTrue(run.err().contains(":4: mqtt.address: "), run.err());
        assertTrue(run.err().contains(":6: htttp: unknown key"), run.err());
        assertTrue(run.err().contains(":17: pipeline.window.size_samples: "), run.err());
        assertTrue(run.err().contains(":18: pipeline.window.hop_smples: unknown key"), run.err());
        assertTrue(run.err().contains(":22: pipeline.model: found no file "), run.err());
    }

    @Test
    void aModelThatIsMissingIs66AndOneThatIsBrokenIs65() throws IOException {
        Path model = folder.resolve("model.tflite");
        byte[] whole = Files.readAllBytes(model);
        Files.write(model, Arrays.copyOf(whole, whole.length / 2));
        assertEquals(65, check(CONFIGURATION).status());
        Files.delete(model);
        assertEquals(66, check(CONFIGURATION).status());
    }

    @Test
    void labelsAreCountedAgainstTheNetwork() throws IOException {
        Files.writeString(folder.resolve("labels.txt"), "a\nb\n");
        CommandRun run = check(CONFIGURATION);
        assertEquals(78, run.status());
        assertTrue(run.err().contains(":12: pipeline.labels: "), run.err());
    }

    @Test
    void jsonIsOneObjectAndNothingElse() throws IOException {
        CommandRun run = check(CONFIGURATION, "--json");
        assertEquals(69, run.status());
        assertEquals("", run.err());
        JsonNode answer = JsonMapper.builder().build().readTree(run.out());
        assertFalse(answer.get("ok").asBoolean());
        assertEquals("vibration", answer.get("pipelines").get(0).get("name").asString());
        assertEquals("tcp://127.0.0.1:1", answer.get("broker").asString());
        assertTrue(answer.get("broker_fault").asString().startsWith("mqtt.address: "));
        JsonNode broken = JsonMapper.builder().build().readTree(check(CONFIGURATION.replace("name = \"hall-3\"", ""), "--json").out());
        assertEquals("gateway.name", broken.get("problems").get(0).get("key").asString());
        assertEquals("configuration", broken.get("problems").get(0).get("kind").asString());
    }

    private CommandRun check(String text, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("twinbit.toml"), text);
        List<String> arguments = new ArrayList<>(List.of("check", "--config", file.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
