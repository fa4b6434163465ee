package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.link.mqtt.Packet.Connect;
import io.twinbit.link.mqtt.Packet.Disconnect;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MqttProbeTest {
    private final LinkThreads threads = new LinkThreads();
    private ScriptedBroker broker;

    @BeforeEach
    void start() throws IOException {
        broker = new ScriptedBroker();
    }

    @AfterEach
    void stop() throws IOException {
        broker.close();
        threads.assertNoneLeft();
    }

    private CompletableFuture<Optional<String>> probe(int connectTimeoutMs) {
        MqttSettings settings =
                new MqttSettings(URI.create(broker.address()), "gateway", 8, 3_600, connectTimeoutMs, 10, null);
        return CompletableFuture.supplyAsync(() -> MqttProbe.fault(settings));
    }

    @Test
    void comesAndGoesUnderANameOfItsOwn() throws Exception {
        CompletableFuture<Optional<String>> fault = probe(5_000);
        ScriptedConnection client = broker.accept();
        Connect connect = client.expect(Connect.class);
        assertFalse(connect.clientId().equals("gateway"), "it would throw the gateway out");
        assertTrue(connect.cleanStart());
        client.connack();
        client.expect(Disconnect.class);
        assertEquals(Optional.empty(), fault.join());
        assertEquals(List.of(), client.rest());
    }

    @Test
    void namesTheRefusal() throws Exception {
        CompletableFuture<Optional<String>> fault = probe(5_000);
        ScriptedConnection client = broker.accept();
        client.expect(Connect.class);
        client.refuse(0x87);
        String reason = fault.join().orElseThrow();
        assertTrue(reason.contains("not authorized"), reason);
        assertEquals(1, reason.lines().count());
        assertEquals(1, broker.connections());
    }

    @Test
    void doesNotWaitForASilentBrokerWithoutLimit() {
        String reason = probe(200).join().orElseThrow();
        assertTrue(reason.contains("200 ms"), reason);
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        broker.close();
        String reason = probe(5_000).join().orElseThrow();
        assertTrue(reason.toLowerCase(Locale.ROOT).contains("refused"), reason);
    }
}
