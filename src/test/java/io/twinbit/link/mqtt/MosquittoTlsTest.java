package io.twinbit.link.mqtt;

import static io.twinbit.link.mqtt.MqttTests.PATIENCE;
import static io.twinbit.link.mqtt.MqttTests.message;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS with a real broker, set up as docs/broker.md says: it knows each client by its certificate. */
@Timeout(120)
class MosquittoTlsTest {
    private static TestCertificates certificates;
    private static MosquittoBroker broker;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path mosquitto = OptionalTool.program("mosquitto", "apt-get install mosquitto");
        certificates = TestCertificates.shared();
        broker = new MosquittoBroker(mosquitto, folder, "ssl", configuration(certificates.folder()));
    }

    /** The documented example, with the paths of this test. */
    private static List<String> configuration(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : DocumentedBroker.block("mosquitto.conf").lines().toList()) {
            if (!line.startsWith("listener ")) {
                lines.add(line.replace("/etc/mosquitto", folder.toString()));
            }
        }
        Files.writeString(folder.resolve("acl"), DocumentedBroker.block("acl"));
        return lines;
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private static MqttSettings settings(MqttVersion version, String clientId, TlsSettings tls) {
        return new MqttSettings(version, URI.create(broker.address()), tls, clientId, 8, 3_600, 5_000, 10, null);
    }

    private static String fault(MqttVersion version, TlsSettings tls) {
        return MqttProbe.fault(settings(version, "probe", tls)).orElseThrow(() -> new AssertionError("they came together"));
    }

    @ParameterizedTest
    @EnumSource
    void aClientWithACertificateComesInAndOthersAreToldWhyNot(MqttVersion version) {
        assertEquals(Optional.empty(), MqttProbe.fault(settings(version, "probe", certificates.as("gateway"))));
        String none = fault(version, certificates.anonymous());
        assertTrue(none.contains("set mqtt.certificate_file and mqtt.key"), none);
        String stranger = fault(version, certificates.as("stranger"));
        assertTrue(stranger.contains("does not take our certificate"), stranger);
        String untrusted = fault(version, certificates.trusting("stranger"));
        assertTrue(untrusted.contains("mqtt.ca_file"), untrusted);
    }

    /** The device {@code renewed} cannot speak for the device {@code ending}: the broker drops what it tries. */
    @ParameterizedTest
    @EnumSource
    void aDeviceSpeaksForItselfOnly(MqttVersion version) {
        try (Subscriber gateway = Subscriber.acknowledging(settings(version, "in-" + version, certificates.as("gateway")), "sensors/+/accel");
                MqttSink device = new MqttSink(settings(version, "device", certificates.as("renewed")), null, MqttTests::nowUs)) {
            await().atMost(PATIENCE).until(gateway::isUp);
            device.start();
            assertTrue(device.trySend(message("sensors/ending/accel", "forged"), () -> {}));
            assertTrue(device.trySend(message("sensors/renewed/accel", "true"), () -> {}));
            await().atMost(PATIENCE).until(() -> !gateway.payloads().isEmpty());
            assertEquals(List.of("true"), gateway.payloads());
        }
    }
}
