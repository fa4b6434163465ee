package io.twinbit.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.app.demo.EmbeddedBroker;
import io.twinbit.app.gateway.Gateway;
import io.twinbit.app.gateway.GatewayOptions;
import io.twinbit.app.gateway.Wiring;
import io.twinbit.app.gateway.Wiring.Wired;
import io.twinbit.app.status.PipelineStatus;
import io.twinbit.app.status.Snapshot;
import io.twinbit.link.LinkState;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.mqtt.MqttSettings;
import io.twinbit.link.mqtt.MqttSink;
import io.twinbit.link.mqtt.MqttSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway with the machine-vibration network on an embedded broker, a client that plays its sensors, and one that reads
 * what comes out.
 */
final class VibrationGateway implements AutoCloseable {
    static final String DEVICE_TOPIC = "sensors/machine-1/accel";
    static final int MAX_PAYLOAD_BYTES = 16_384;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    final EmbeddedBroker broker = EmbeddedBroker.inMemory(0);
    Gateway gateway;
    private final Wired wired;
    final List<JsonNode> results = new CopyOnWriteArrayList<>();
    final List<String> statuses = new CopyOnWriteArrayList<>();
    private final MqttSink sensors = new MqttSink(client("sensors"), null, System::nanoTime);
    private final MqttSource reader =
            new MqttSource(client("reader"), List.of("twinbit/v1/hall-3/#"), System::nanoTime);

    VibrationGateway(Path folder) throws IOException {
        Path demo = Path.of("demo/machine-vibration").toAbsolutePath();
        String text = configuration(broker.address(), demo);
        Wired wired = Wiring.of(Files.writeString(folder.resolve("twinbit.toml"), text), Map.of());
        assertEquals(List.of(), wired.problems().inOrder());
        reader.start(delivery -> {
            String payload = new String(delivery.payload(), StandardCharsets.UTF_8);
            if (delivery.topic().equals("twinbit/v1/hall-3/status")) {
                statuses.add(payload);
            } else {
                results.add(JSON.readTree(payload));
            }
            delivery.receipt().acknowledge();
            return true;
        });
        sensors.start();
        await(() -> reader.state().isUp() && sensors.state().isUp()); // or it would miss the first status
        this.wired = wired;
        gateway = started();
    }

    private Gateway started() {
        return Gateway.start(Objects.requireNonNull(wired.config()), wired.pipelines(), GatewayOptions.of("test"));
    }

    /** Stops the gateway and starts it again on the same state. */
    void restart() {
        gateway.close();
        gateway = started();
    }

    private static String configuration(String broker, Path demo) {
        return """
                [gateway]
                name = "hall-3"
                [mqtt]
                address = "%s"
                connect_timeout_ms = 1000
                [http]
                port = 0
                [[pipeline]]
                name = "vibration"
                topic = "sensors/+/accel"
                model = "%s/model_int8.tflite"
                labels = "%s/labels.txt"
                [pipeline.decode]
                values = "samples"
                features = ["ax_g", "ay_g", "az_g"]
                timestamp = "t_ms"
                sequence = "seq"
                sample_interval_us = 625
                max_payload_bytes = %d
                [pipeline.window]
                size_samples = 256
                hop_samples = 160
                [pipeline.decide]
                threshold = 0.0
                """.formatted(broker, demo, demo, MAX_PAYLOAD_BYTES);
    }

    private MqttSettings client(String name) {
        return new MqttSettings(URI.create(broker.address()), name, 256, 3600, 1000, 5, null);
    }

    /** Waits until both links of the gateway are up and the page knows, and so are the sensors' and the reader's. */
    void awaitUp() {
        await(() -> snapshot().links().stream().allMatch(LinkState::isUp));
        await(() -> reader.state().isUp() && sensors.state().isUp());
    }

    /** Waits until the sensors and the reader know that the broker is gone. */
    void awaitClientsDown() {
        await(() -> !reader.state().isUp() && !sensors.state().isUp());
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    void send(String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        OutboundMessage message = new OutboundMessage(DEVICE_TOPIC, bytes, false);
        if (!sensors.trySend(message, () -> {})) { // the window is full
            await(() -> sensors.trySend(message, () -> {}));
        }
    }

    Snapshot snapshot() {
        return gateway.snapshot();
    }

    PipelineStatus pipeline() {
        return snapshot().pipelines().getFirst();
    }

    long counter(String name) {
        return pipeline().counters().getOrDefault(name, 0L);
    }

    @Override
    public void close() {
        gateway.close();
        sensors.close();
        reader.close();
        broker.close();
    }
}
