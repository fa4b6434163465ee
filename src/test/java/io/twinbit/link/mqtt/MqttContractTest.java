package io.twinbit.link.mqtt;

import static io.twinbit.link.mqtt.MqttTests.PATIENCE;
import static io.twinbit.link.mqtt.MqttTests.count;
import static io.twinbit.link.mqtt.MqttTests.message;
import static io.twinbit.link.mqtt.MqttTests.numbers;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.twinbit.link.LinkState.Phase;
import io.twinbit.link.OutboundMessage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What source and sink promise over any broker, in either version: the same tests against each of them. */
abstract class MqttContractTest {
    private final LinkThreads threads = new LinkThreads();
    /** A broker on a port of its own. */
    interface Broker extends AutoCloseable {
        String address();

        /** Again after {@link #stop}, on the same port. */
        void start() throws Exception;

        void stop() throws Exception;

        @Override
        void close();
    }

    /** What is spoken, where a subclass runs the tests in more than one. */
    @Parameter
    MqttVersion version = MqttVersion.V5;

    private Broker broker;
    private MqttSink publisher;

    /** A broker that runs. */
    abstract Broker broker(Path folder) throws Exception;

    /** A broker that runs and keeps sessions and queued messages over a restart. */
    Broker durableBroker(Path folder) throws Exception {
        return broker(folder);
    }

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        start(broker(folder));
    }

    private void start(Broker running) {
        broker = running;
        publisher = sink("publisher", null);
    }

    @AfterEach
    void stop() throws Exception {
        publisher.close();
        broker.close();
    }

    private MqttSettings settings(String clientId) {
        return new MqttSettings(version, URI.create(broker.address()), null, clientId, 64, 3600, 5_000, 10, null);
    }

    private MqttSink sink(String clientId, @Nullable Presence presence) {
        MqttSink sink = new MqttSink(settings(clientId), presence, MqttTests::nowUs);
        sink.start();
        return sink;
    }

    private Subscriber subscriber(String... filters) {
        return up(Subscriber.acknowledging(settings("subscriber"), filters));
    }

    private Subscriber holdingSubscriber(String... filters) {
        return up(Subscriber.holding(settings("subscriber"), filters));
    }

    private static Subscriber up(Subscriber subscriber) {
        await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(subscriber::isUp);
        return subscriber;
    }

    /** Sends numbered messages as room comes, and notes the number of each when it is confirmed. */
    private List<String> send(String topic, int from, int to) throws InterruptedException {
        List<String> confirmed = new CopyOnWriteArrayList<>();
        for (String number : numbers(from, to)) {
            long patienceEndNs = System.nanoTime() + PATIENCE.toNanos();
            while (!publisher.trySend(message(topic, number), () -> confirmed.add(number))) {
                assertTrue(System.nanoTime() < patienceEndNs, "no room for message " + number);
                Thread.sleep(1);
            }
        }
        return confirmed;
    }

    private static void awaitPayloads(List<String> expected, Subscriber subscriber) {
        await().atMost(PATIENCE).until(() -> subscriber.payloads().size() >= expected.size());
        assertEquals(expected, subscriber.payloads());
    }

    private void onlyMqtt5() {
        assumeTrue(version == MqttVersion.V5, "MQTT 3.1.1 has no such thing");
    }

    @Test
    void deliversInOrderAndAcknowledgesEach() throws Exception {
        try (Subscriber subscriber = subscriber("sensors/+/accel")) {
            List<String> confirmed = send("sensors/m1/accel", 0, 500);
            awaitPayloads(numbers(0, 500), subscriber);
            await().atMost(PATIENCE).until(() -> subscriber.count("acknowledged") == 500);
            await().atMost(PATIENCE).until(() -> confirmed.size() == 500);
            assertEquals(numbers(0, 500), confirmed);
            assertEquals(500, count(publisher.state(), "confirmed"));
        }
    }

    @Test
    void whatIsNotAcknowledgedComesAgainInOrder() throws Exception {
        try (Subscriber subscriber = holdingSubscriber("t")) {
            send("t", 0, 20);
            awaitPayloads(numbers(0, 20), subscriber);
        }
        try (Subscriber again = subscriber("t")) {
            awaitPayloads(numbers(0, 20), again);
            await().atMost(PATIENCE).until(() -> again.count("acknowledged") == 20);
        }
        try (Subscriber third = subscriber("t")) {
            send("t", 20, 21);
            awaitPayloads(numbers(20, 21), third);
        }
    }

    @Test
    void theBrokerSendsNoMoreThanAWindowAheadOfTheReceipts() throws Exception {
        onlyMqtt5();
        try (Subscriber subscriber = holdingSubscriber("t")) {
            List<String> confirmed = send("t", 0, 100);
            await().atMost(PATIENCE).until(() -> confirmed.size() == 100);
            awaitPayloads(numbers(0, 64), subscriber);
            subscriber.acknowledgeAll();
            awaitPayloads(numbers(0, 100), subscriber);
        }
    }

    @Test
    void receiptsOutOfOrderAreAcknowledgedAll() throws Exception {
        try (Subscriber subscriber = holdingSubscriber("t")) {
            send("t", 0, 10);
            awaitPayloads(numbers(0, 10), subscriber);
            subscriber.receipts().reversed().forEach(receipt -> receipt.acknowledge());
            await().atMost(PATIENCE).until(() -> subscriber.count("acknowledged") == 10);
        }
    }

    @Test
    void theSessionKeepsWhatComesWhileWeAreAway() throws Exception {
        subscriber("t").close();
        List<String> confirmed = send("t", 0, 50);
        await().atMost(PATIENCE).until(() -> confirmed.size() == 50);
        try (Subscriber back = subscriber("t")) {
            awaitPayloads(numbers(0, 50), back);
        }
    }

    @Test
    void aDrainTakesTheReceiptsThatAreStillOut() throws Exception {
        Subscriber subscriber = holdingSubscriber("t");
        send("t", 0, 5);
        awaitPayloads(numbers(0, 5), subscriber);
        Thread late = Thread.ofVirtual().start(() -> {
            await().atMost(PATIENCE).pollDelay(Duration.ofMillis(200)).until(() -> true);
            subscriber.acknowledgeAll();
        });
        subscriber.source().close(PATIENCE.toMillis());
        late.join();
        assertEquals(5, subscriber.count("acknowledged"));
        try (Subscriber back = subscriber("t")) {
            send("t", 5, 6);
            awaitPayloads(numbers(5, 6), back);
        }
    }

    @Test
    void startsWithoutABrokerAndConnectsWhenItComes() throws Exception {
        broker.stop();
        MqttSettings settings = settings("subscriber");
        try (Subscriber subscriber = Subscriber.acknowledging(settings, "t")) {
            await().atMost(PATIENCE).until(() -> subscriber.source().state().lastError() != null);
            assertEquals(Phase.CONNECTING, subscriber.source().state().phase());
            assertTrue(MqttProbe.fault(settings).orElseThrow().contains("refused"));
            broker.start();
            await().atMost(PATIENCE).until(subscriber::isUp);
            send("t", 0, 10);
            awaitPayloads(numbers(0, 10), subscriber);
        }
    }

    @Test
    void losesNothingWhenTheBrokerIsRestartedUnderLoad(@TempDir Path folder) throws Exception {
        stop();
        start(durableBroker(folder));
        int messages = 5_000;
        try (Subscriber subscriber = subscriber("t")) {
            CompletableFuture<Void> restarts = CompletableFuture.runAsync(() -> restartAt(subscriber, messages / 5, messages / 2));
            List<String> confirmed = send("t", 0, messages);
            await().atMost(PATIENCE).until(() -> confirmed.size() == messages);
            restarts.join();
            await().atMost(PATIENCE).until(() -> new HashSet<>(subscriber.payloads()).size() == messages);
            assertArrived(numbers(0, messages), subscriber.payloads().stream().distinct().toList());
            await().atMost(PATIENCE).until(() -> subscriber.count("lost_connections") >= 2);
            assertEquals(0, subscriber.count("lost_sessions"));
            assertEquals(Set.copyOf(numbers(0, messages)), Set.copyOf(confirmed));
        }
    }

    /** What arrived over the restarts, without repetitions. */
    void assertArrived(List<String> sent, List<String> arrived) {
        assertEquals(sent, arrived);
    }

    private void restartAt(Subscriber subscriber, int... received) {
        for (int n : received) {
            await().atMost(PATIENCE).until(() -> subscriber.payloads().size() >= n && subscriber.isUp());
            try {
                broker.stop();
                broker.start();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What a watcher was told, as this broker tells it. */
    List<String> presence(List<String> told) {
        return told;
    }

    @Test
    void saysWhetherWeAreThere() throws Exception {
        List<String> births = new ArrayList<>(List.of("online 1", "online 2"));
        Presence presence = new Presence("status", () -> births.removeFirst().getBytes(UTF_8), "offline".getBytes(UTF_8));
        MqttSink sink = sink("gateway", presence);
        await().atMost(PATIENCE).until(() -> sink.state().isUp());
        try (Subscriber watcher = subscriber("status")) {
            awaitPayloads(List.of("online 1"), watcher);
            sink.close(1_000);
            await().atMost(PATIENCE).until(() -> watcher.payloads().size() >= 2);
            assertEquals(List.of("online 1", "offline"), presence(watcher.payloads()));
        }
    }

    @Test
    void aMessageAboveOurMaximumPacketDoesNotReachUsAndHoldsNothingUp() throws Exception {
        onlyMqtt5();
        try (Subscriber subscriber = subscriber("t")) {
            send("t", 0, 1);
            byte[] large = new byte[(int) Mqtt5Options.MAX_PACKET_BYTES];
            await().atMost(PATIENCE).until(() -> publisher.trySend(new OutboundMessage("t", large, false), () -> {}));
            send("t", 1, 2);
            awaitPayloads(numbers(0, 2), subscriber);
            assertEquals(0, subscriber.count("lost_connections"));
        }
    }

    @Test
    void aRetainedMessageIsThereForWhoComesLater() throws Exception {
        List<String> confirmed = new CopyOnWriteArrayList<>();
        publisher.trySend(new OutboundMessage("t", "kept".getBytes(UTF_8), true), () -> confirmed.add("kept"));
        await().atMost(PATIENCE).until(() -> !confirmed.isEmpty());
        try (Subscriber later = subscriber("t")) {
            awaitPayloads(List.of("kept"), later);
        }
    }

    @Test
    void aSharedSubscriptionGivesEachMessageToOneOfTheGroup() throws Exception {
        onlyMqtt5();
        MqttSettings other = settings("subscriber-2");
        try (Subscriber one = subscriber("$share/g/sensors/+/accel");
                Subscriber two = Subscriber.acknowledging(other, "$share/g/sensors/+/accel")) {
            await().atMost(PATIENCE).until(two::isUp);
            send("sensors/m1/accel", 0, 100);
            await().atMost(PATIENCE).until(() -> one.payloads().size() + two.payloads().size() >= 100);
            Set<String> both = new HashSet<>(one.payloads());
            both.addAll(two.payloads());
            assertEquals(100, both.size());
            assertEquals(100, one.payloads().size() + two.payloads().size());
        }
    }

    @Test
    void topicsOfAnEarlierConfigurationAreAcknowledgedAndDropped() throws Exception {
        subscriber("old").close();
        try (Subscriber now = subscriber("new")) {
            send("old", 0, 3);
            await().atMost(PATIENCE).until(() -> now.count("unrouted") == 3);
            await().atMost(PATIENCE).until(() -> now.count("acknowledged") == 3);
            assertEquals(List.of(), now.payloads());
        }
    }

    @Test
    void aProbeSaysThatTheBrokerIsThereAndDisturbsNobody() throws Exception {
        try (Subscriber subscriber = subscriber("t")) {
            assertEquals(Optional.empty(), MqttProbe.fault(settings("subscriber")));
            send("t", 0, 5);
            awaitPayloads(numbers(0, 5), subscriber);
            assertEquals(0, subscriber.count("lost_connections"));
        }
    }

    @Test
    void noThreadIsLeftAfterClose() throws Exception {
        Subscriber subscriber = subscriber("t");
        send("t", 0, 5);
        awaitPayloads(numbers(0, 5), subscriber);
        assertTrue(threads.running().size() > 2, "threads while they run");
        subscriber.close();
        publisher.close();
        assertEquals(Phase.CLOSED, subscriber.source().state().phase());
        threads.assertNoneLeft();
    }
}
