package io.twinbit.link.mqtt;

import static io.twinbit.link.mqtt.MqttTests.PATIENCE;
import static io.twinbit.link.mqtt.MqttTests.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.config.GatewayConfig;
import io.twinbit.app.gateway.Gateway;
import io.twinbit.app.gateway.GatewayOptions;
import io.twinbit.app.gateway.Reachability;
import io.twinbit.app.gateway.Wiring;
import io.twinbit.app.gateway.Wiring.Wired;
import io.twinbit.app.status.PipelineStatus;
import io.twinbit.link.OutboundMessage;
import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gateway and mosquitto, both set up as docs/broker.md says. */
@Timeout(120)
class DocumentedGatewayTest {
    private static final String GATEWAY = """
            [gateway]
            name = "hall-3"
            [http]
            port = 0
            """;

    @TempDir
    Path folder;

    private Path etc = Path.of("");
    private Path credentials = Path.of("");

    @BeforeEach
    void files() throws Exception {
        etc = TestCertificates.shared().folder();
        credentials = Files.createDirectory(folder.resolve("credentials"));
        for (String name : List.of("ca.pem", "gateway.pem")) {
            Files.copy(etc.resolve(name), folder.resolve(name));
        }
        Files.copy(etc.resolve("gateway.key"), credentials.resolve("mqtt.key"));
        Files.writeString(credentials.resolve("mqtt.password"), "geheim");
    }

    private static String pipeline(String name, String keys) {
        Path demo = Path.of("demo/machine-vibration").toAbsolutePath();
        return """
                [[pipeline]]
                name = "%1$s"
                %2$s
                model = "%3$s/model_int8.tflite"
                labels = "%3$s/labels.txt"
                [pipeline.decode]
                features = ["ax_g", "ay_g", "az_g"]
                sample_interval_us = 625
                [pipeline.window]
                size_samples = 256
                """.formatted(name, keys, demo);
    }

    private Wired configured(MosquittoBroker broker, String mqtt) throws IOException {
        String text = GATEWAY
                + DocumentedBroker.file(mqtt).replace("ssl://broker.local:8883", broker.address())
                + pipeline("by-topic", "topic = \"sensors/+/accel\"")
                + pipeline("by-property", "topic = \"sensors/+/accel\"\ndevice_property = \"node\"");
        Path file = Files.writeString(folder.resolve("twinbit.toml"), text);
        Wired wired = Wiring.of(file, Map.of("CREDENTIALS_DIRECTORY", credentials.toString()));
        assertEquals(List.of(), wired.problems().inOrder());
        return wired;
    }

    @Test
    void withCertificatesADeviceIsWhomTheBrokerKnows() throws Exception {
        try (MosquittoBroker broker = DocumentedBroker.start("certificates.conf", etc, folder)) {
            Wired wired = configured(broker, "certificates.toml");
            GatewayConfig config = Objects.requireNonNull(wired.config());
            try (Gateway gateway = Gateway.start(config, wired.pipelines(), GatewayOptions.of("test"));
                    MqttSink device = device(broker)) {
                await().atMost(PATIENCE).until(gateway::isConnected);
                String window = Collections.nCopies(256, "[0.01,0.02,0.98]").toString();
                device.trySend(message("sensors/ending/accel", window), () -> {});
                device.trySend(ofNode("node-7", window), () -> {});
                await().atMost(PATIENCE).until(() -> devices(gateway, "results").size() == 2);
                assertEquals(Map.of("by-topic", "renewed 1", "by-property", "node-7 1"), devices(gateway, "messages"));
            }
        }
    }

    private static MqttSink device(MosquittoBroker broker) throws Exception {
        TlsSettings tls = TestCertificates.shared().as("renewed");
        URI address = URI.create(broker.address());
        MqttSink device =
                new MqttSink(new MqttSettings(MqttVersion.V5, address, tls, "d", 8, 0, 5_000, 10, null), null, MqttTests::nowUs);
        device.start();
        return device;
    }

    private static OutboundMessage ofNode(String node, String payload) {
        Map<String, String> properties = Map.of("node", node, "colour", "red");
        return new OutboundMessage("sensors/renewed/accel", payload.getBytes(UTF_8), false, properties, null, 0);
    }

    /** The one device and how much the counter says, of each pipeline that has counted any. */
    private static Map<String, String> devices(Gateway gateway, String counter) {
        return gateway.snapshot().pipelines().stream()
                .filter(p -> p.counters().getOrDefault(counter, 0L) > 0)
                .collect(Collectors.toMap(
                        PipelineStatus::name, p -> p.devices().getFirst().device() + " " + p.counters().get(counter)));
    }

    @Test
    void aPasswordIsACredentialThatMayChange() throws Exception {
        Path passwords = OptionalTool.program("mosquitto_passwd", "apt-get install mosquitto");
        String file = etc.resolve("passwords").toString();
        new ProcessBuilder(passwords.toString(), "-b", "-c", file, "gateway", "geheim").start().waitFor();
        try (MosquittoBroker broker = DocumentedBroker.start("passwords.conf", etc, folder)) {
            GatewayConfig config = Objects.requireNonNull(configured(broker, "passwords.toml").config());
            assertEquals(Optional.empty(), Reachability.ofBroker(config));
            Files.writeString(credentials.resolve("mqtt.password"), "vergessen");
            String fault = Reachability.ofBroker(config).orElseThrow();
            assertTrue(fault.contains("not authorized"), fault);
        }
    }
}
