package io.twinbit.link.mqtt;

import static io.twinbit.link.mqtt.MqttTests.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.link.OutboundMessage;
import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a message has beside its payload, as another client sees it: mosquitto's own. */
@Timeout(120)
class MosquittoPropertiesTest {
    private Path watcher = Path.of("mosquitto_sub");
    private MosquittoBroker broker;
    private final List<String> confirmed = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        watcher = OptionalTool.program("mosquitto_sub", "apt-get install mosquitto-clients");
        broker = new MosquittoBroker(OptionalTool.program("mosquitto", "apt-get install mosquitto"), folder);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private MqttSettings settings(MqttVersion version, String clientId) {
        return new MqttSettings(version, URI.create(broker.address()), null, clientId, 8, 3_600, 5_000, 10, null);
    }

    private void publish(MqttVersion version, OutboundMessage message) {
        try (MqttSink sink = new MqttSink(settings(version, "gateway"), null, MqttTests::nowUs)) {
            sink.start();
            int before = confirmed.size();
            assertTrue(sink.trySend(message, () -> confirmed.add(message.topic())));
            await().atMost(PATIENCE).until(() -> confirmed.size() > before);
        }
    }

    private static OutboundMessage result(boolean retained, long expiryS) {
        return new OutboundMessage("t", "{}".getBytes(UTF_8), retained, Map.of("message_id", "0f8f"), "application/json", expiryS);
    }

    /** What mosquitto_sub prints of the retained message within a second; a line, or none. */
    private String seen(String format) throws IOException, InterruptedException {
        Process process = run("-C", "1", "-W", "1", "-F", format);
        String text = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset()).strip();
        process.waitFor();
        return text;
    }

    private Process run(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                watcher.toString(), "-V", "5", "-h", "127.0.0.1", "-p", Integer.toString(broker.port()), "-t", "t"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).start();
    }

    @Test
    void mqtt5CarriesPropertiesContentTypeAndExpiry() throws Exception {
        publish(MqttVersion.V5, result(true, 3_600));
        String[] words = seen("%P|%C|%E|%p").split("\\|", -1);
        assertEquals(List.of("message_id:0f8f", "application/json", "{}"), List.of(words[0], words[1], words[3]));
        int leftS = Integer.parseInt(words[2]);
        assertTrue(leftS > 3_500 && leftS <= 3_600, () -> "expires in " + leftS + " s");
    }

    @Test
    void anExpiredResultIsGone() throws Exception {
        publish(MqttVersion.V5, result(true, 1));
        Thread.sleep(2_100); // the broker's clock, which nobody here can turn
        assertEquals("", seen("%p"));
    }

    @Test
    void mqtt311CarriesThePayloadAlone() throws Exception {
        publish(MqttVersion.V3_1_1, result(true, 3_600));
        assertEquals("||{}", seen("%P|%C|%p"));
    }
}
