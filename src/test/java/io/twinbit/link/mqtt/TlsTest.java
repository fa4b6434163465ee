package io.twinbit.link.mqtt;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the link trusts, whom it does not and what it says then, against a scripted broker behind TLS. */
@Timeout(60)
class TlsTest {
    private final LinkThreads threads = new LinkThreads();
    private static final Duration PATIENCE = Duration.ofSeconds(ScriptedBroker.PATIENCE_S);
    private static TestCertificates certificates;

    @BeforeAll
    static void certificates() throws Exception {
        certificates = TestCertificates.shared();
    }

    @AfterEach
    void noThreadIsLeft() {
        threads.assertNoneLeft();
    }

    private static ScriptedBroker broker(String name) throws Exception {
        return new ScriptedBroker(certificates.serverSocket(name, false));
    }

    private static ScriptedBroker brokerThatAsks() throws Exception {
        return new ScriptedBroker(certificates.serverSocket("broker", true));
    }

    private static MqttSettings settings(String address, TlsSettings tls) {
        return new MqttSettings(MqttVersion.V5, URI.create(address), tls, "gateway", 8, 3_600, 5_000, 10, null);
    }

    /** Why a broker and a link do not come together. */
    private static String fault(ScriptedBroker broker, TlsSettings tls) throws Exception {
        try (broker) {
            return MqttProbe.fault(settings(broker.address(), tls)).orElseThrow(() -> new AssertionError("they came together"));
        }
    }

    private static void assertHas(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> "'" + part + "' is not in: " + text);
        }
    }

    @Test
    void aBrokerOfOurAuthorityIsTrusted() throws Exception {
        try (ScriptedBroker broker = broker("broker")) {
            CompletableFuture<Optional<String>> fault =
                    CompletableFuture.supplyAsync(() -> MqttProbe.fault(settings(broker.address(), certificates.anonymous())));
            ScriptedConnection client = broker.accept();
            client.expect(Packet.Connect.class);
            client.connack();
            assertEquals(Optional.empty(), fault.join());
        }
    }

    @Test
    void aBrokerOfAnotherAuthorityIsNot() throws Exception {
        assertHas(
                fault(broker("broker"), certificates.trusting("stranger")),
                "CN=broker", "none of the authorities", certificates.certificate("stranger").toString(), "mqtt.ca_file");
        assertHas(fault(broker("broker"), new TlsSettings(null, null)), "the Java runtime's list", "mqtt.ca_file");
    }

    @Test
    void anExpiredCertificateIsNamedSo() throws Exception {
        assertHas(fault(broker("expired"), certificates.anonymous()), "has expired", "renew it");
    }

    @Test
    void aCertificateForAnotherHostIsRefusedWithItsNames() throws Exception {
        assertHas(fault(broker("elsewhere"), certificates.anonymous()), "is for elsewhere.example and not for 127.0.0.1", "mqtt.address");
    }

    @Test
    void aBrokerThatAsksForACertificateAndGetsNoneSaysSo() throws Exception {
        assertHas(fault(brokerThatAsks(), certificates.anonymous()), "wants a certificate of ours", "mqtt.certificate_file and mqtt.key");
    }

    /** Under TLS 1.2 within the handshake, under TLS 1.3 after it. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aCertificateThatTheBrokerDoesNotTrustIsNamed(String protocol) throws Exception {
        SSLServerSocket socket = certificates.serverSocket("broker", true);
        socket.setEnabledProtocols(new String[] {protocol});
        assertHas(
                fault(new ScriptedBroker(socket), certificates.as("stranger")),
                "does not take our certificate", certificates.certificate("stranger").toString());
    }

    @Test
    void aPortWithoutTlsIsToldApart() throws Exception {
        ScriptedBroker plain = new ScriptedBroker();
        CompletableFuture<Optional<String>> fault = CompletableFuture.supplyAsync(() -> MqttProbe.fault(
                settings(plain.address().replace("tcp:", "ssl:"), certificates.anonymous())));
        try (plain) {
            plain.accept().publishQos0("any bytes", "that are not TLS");
            assertHas(fault.join().orElseThrow(), "does not speak TLS", "tcp://");
        }
    }

    @Test
    void aReplacedCertificateAndKeyAreUsedAtTheNextConnect(@TempDir Path folder) throws Exception {
        Path certificate = copy("gateway.pem", folder.resolve("own.pem"));
        Path key = copy("gateway.key", folder.resolve("own.key"));
        try (ScriptedBroker broker = brokerThatAsks();
                Subscriber subscriber = Subscriber.acknowledging(settings(broker.address(), certificates.as(certificate, key)), "t")) {
            ScriptedConnection first = broker.acceptSubscriber(false);
            assertEquals("CN=gateway", first.certified());
            await().atMost(PATIENCE).until(subscriber::isUp);
            copy("renewed.pem", certificate);
            copy("renewed.key", key);
            first.drop();
            ScriptedConnection second = broker.acceptSubscriber(true);
            assertEquals("CN=renewed", second.certified());
            second.publish("t", "over TLS", 1);
            second.expect(Packet.PubAck.class);
            assertEquals(List.of("over TLS"), subscriber.payloads());
        }
    }

    private static Path copy(String file, Path target) throws Exception {
        return Files.copy(certificates.certificate("ca").resolveSibling(file), target, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void theEndOfTheFirstCertificateIsShownAndSaid() throws Exception {
        try (ScriptedBroker broker = brokerThatAsks();
                Subscriber subscriber = Subscriber.acknowledging(settings(broker.address(), certificates.as("ending")), "t")) {
            broker.acceptSubscriber(false);
            await().atMost(PATIENCE).until(subscriber::isUp);
            long endMs = certificates.read("ending").getNotAfter().toInstant().toEpochMilli();
            assertEquals(TimeUnit.MILLISECONDS.toMicros(endMs), subscriber.source().state().certificateEndsUs());
            await().atMost(PATIENCE).until(() -> subscriber.source().state().lastError() != null);
            assertHas(LinkStates.lastError(subscriber.source().state()), "our certificate expires in 9 days", "next connection");
        }
    }

    @Test
    void aKeyOfAnotherCertificateIsRefusedBeforeAnythingIsSent() throws Exception {
        TlsSettings mixed = certificates.as(certificates.certificate("gateway"), certificates.key("renewed"));
        assertHas(fault(brokerThatAsks(), mixed), certificates.key("renewed").toString(), "does not belong to the certificate");
    }

    @Test
    void anythingButAPlainPkcs8KeyIsRefusedWithTheWayToMakeOne(@TempDir Path folder) throws Exception {
        Path key = folder.resolve("old.key");
        Files.writeString(key, TestCertificates.pem("EC PRIVATE KEY", new byte[] {1, 2, 3}));
        TlsSettings old = certificates.as(certificates.certificate("gateway"), key);
        assertHas(fault(brokerThatAsks(), old), key.toString(), "EC PRIVATE KEY", "openssl pkcs8 -topk8 -nocrypt");
        Files.writeString(key, TestCertificates.pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3}));
        assertHas(fault(brokerThatAsks(), old), "ENCRYPTED PRIVATE KEY", "not encrypted");
        Files.writeString(key, TestCertificates.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
        assertHas(fault(brokerThatAsks(), old), key.toString(), "no EC key");
        Files.delete(key);
        assertHas(fault(brokerThatAsks(), old), key.toString(), "cannot be read");
    }

    @Test
    void aMissingOrEmptyFileOfCertificatesIsNamed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("ca.pem");
        assertHas(fault(broker("broker"), new TlsSettings(file, null)), "mqtt.ca_file", "found no file " + file);
        Files.writeString(file, "nothing\n");
        assertHas(fault(broker("broker"), new TlsSettings(file, null)), "mqtt.ca_file", file.toString());
    }
}
