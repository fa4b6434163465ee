package io.twinbit.link.mqtt;

import static io.twinbit.link.mqtt.MqttTests.PATIENCE;
import static io.twinbit.link.mqtt.MqttTests.message;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
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
        certificates = TestCertificates.shared();
        broker = DocumentedBroker.start("certificates.conf", certificates.folder(), folder);
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
        MqttSettings ours = settings(version, "in-" + version, certificates.as("gateway"));
        MqttSettings its = settings(version, "device", certificates.as("renewed"));
        try (Subscriber gateway = Subscriber.acknowledging(ours, "sensors/+/accel");
                MqttSink device = new MqttSink(its, null, MqttTests::nowUs)) {
            await().atMost(PATIENCE).until(gateway::isUp);
            device.start();
            assertTrue(device.trySend(message("sensors/ending/accel", "forged"), () -> {}));
            assertTrue(device.trySend(message("sensors/renewed/accel", "true"), () -> {}));
            await().atMost(PATIENCE).until(() -> !gateway.payloads().isEmpty());
            assertEquals(List.of("true"), gateway.payloads());
        }
    }
}
