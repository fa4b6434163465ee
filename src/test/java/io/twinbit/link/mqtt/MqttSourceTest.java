package io.twinbit.link.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.link.Delivery;
import io.twinbit.link.Inbox;
import io.twinbit.link.LinkState.Phase;
import io.twinbit.link.mqtt.Packet.Connect;
import io.twinbit.link.mqtt.Packet.Disconnect;
import io.twinbit.link.mqtt.Packet.PubAck;
import io.twinbit.link.mqtt.Packet.Subscribe;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a source puts on the wire, against a broker that does what the test says. */
@Timeout(60)
class MqttSourceTest {
    private final LinkThreads threads = new LinkThreads();
    private static final Duration PATIENCE = Duration.ofSeconds(ScriptedBroker.PATIENCE_S);
    private static final Duration A_WHILE = Duration.ofMillis(300);
    private static final int WINDOW = 8;

    private final BlockingQueue<Delivery> inbox = new LinkedBlockingQueue<>();
    private ScriptedBroker broker;
    private MqttSource source;

    @BeforeEach
    void start() throws IOException {
        broker = new ScriptedBroker();
        source = source("sensors/+/accel");
    }

    @AfterEach
    void stop() throws IOException {
        source.close();
        broker.close();
        threads.assertNoneLeft();
    }

    private MqttSource source(String... filters) {
        return source(5_000, filters);
    }

    private MqttSource source(int connectTimeoutMs, String... filters) {
        return source(connectTimeoutMs, 10, filters);
    }

    private MqttSource source(int connectTimeoutMs, int keepAliveS, String... filters) {
        MqttSettings settings =
                new MqttSettings(URI.create(broker.address()), "in", WINDOW, 3_600, connectTimeoutMs, keepAliveS, null);
        return new MqttSource(settings, List.of(filters), () -> 17);
    }

    private ScriptedConnection connected() throws IOException {
        source.start(inbox::add);
        return broker.acceptSubscriber(false);
    }

    private Delivery next() throws InterruptedException {
        Delivery next = inbox.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertTrue(next != null, "nothing was delivered: " + source.state());
        return next;
    }

    private static String text(Delivery delivery) {
        return new String(delivery.payload(), UTF_8);
    }

    private void assertErrorHas(String text) {
        String error = LinkStates.lastError(source.state());
        assertTrue(error.contains(text), error);
    }

    private long count(String counter) {
        return LinkStates.count(source.state(), counter);
    }

    private void awaitCount(long expected, String counter) {
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(expected, count(counter), counter));
    }

    @Test
    void asksForASessionThatOutlivesTheConnectionAndForNoTopicAlias() throws Exception {
        source.start(inbox::add);
        ScriptedConnection client = broker.accept();
        Connect connect = client.expect(Connect.class);
        assertEquals("in", connect.clientId());
        assertFalse(connect.cleanStart());
        assertEquals(3_600L, connect.properties().get(Packet.SESSION_EXPIRY));
        assertEquals((long) WINDOW, connect.properties().get(Packet.RECEIVE_MAXIMUM));
        assertEquals(Mqtt5Options.MAX_PACKET_BYTES, connect.properties().get(Packet.MAXIMUM_PACKET_SIZE));
        assertNull(connect.properties().get(Packet.TOPIC_ALIAS_MAXIMUM));
        assertNull(connect.will());
        client.connack();
        Subscribe subscribe = client.expect(Subscribe.class);
        assertEquals(List.of("sensors/+/accel"), subscribe.filters());
        assertEquals(0x11, subscribe.options().getFirst(), "QoS 1, and retained messages with a new subscription only");
    }

    @Test
    void acknowledgesWhenTheReceiptIsCalledAndNotBefore() throws Exception {
        ScriptedConnection client = connected();
        client.publish("sensors/m1/accel", "hello", 7);
        Delivery delivery = next();
        assertEquals("sensors/m1/accel", delivery.topic());
        assertEquals("hello", text(delivery));
        assertEquals(17, delivery.receivedAtUs());
        client.expectNothingFor(A_WHILE);
        delivery.receipt().acknowledge();
        assertEquals(new PubAck(7, 0), client.expect(PubAck.class));
        awaitCount(1, "acknowledged");
    }

    @Test
    void saysWhatTheBrokerRepeats() throws Exception {
        ScriptedConnection client = connected();
        client.publish("sensors/m1/accel", "one", 7);
        client.publishAgain("sensors/m1/accel", "two", 8);
        assertFalse(next().repeated());
        assertTrue(next().repeated());
    }

    @Test
    void handsOverTheNamedUserPropertiesAndNoOthers() throws Exception {
        MqttSettings settings = new MqttSettings(URI.create(broker.address()), "in", WINDOW, 0, 5_000, 10, null);
        source = new MqttSource(settings, List.of("t"), Set.of("device", "id"), () -> 17);
        ScriptedConnection client = connected();
        client.publish("t", "two", 1, List.of(Map.entry("device", "m1"), Map.entry("colour", "red"), Map.entry("id", "ü".repeat(128))));
        client.publish("t", "too long", 2, List.of(Map.entry("device", "m1"), Map.entry("id", "ü".repeat(129))));
        client.publish("t", "twice", 3, List.of(Map.entry("device", "m1"), Map.entry("device", "m2"), Map.entry("id", "7")));
        client.publish("t", "none", 4);
        assertEquals(Map.of("device", "m1", "id", "ü".repeat(128)), next().properties());
        assertEquals(Map.of("device", "m1"), next().properties());
        assertEquals(Map.of("id", "7"), next().properties());
        assertEquals(Map.of(), next().properties());
        assertEquals(2, count("unusable_properties"));
    }

    @Test
    void saysThatListeningBeganAgainBeforeItHandsAnythingOver() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        source.start(new Inbox() {
            @Override
            public boolean offer(Delivery delivery) {
                return heard.add(text(delivery));
            }

            @Override
            public void resumed(long atUs) {
                heard.add("resumed at " + atUs);
            }
        });
        for (int id = 1; id <= 2; id++) {
            ScriptedConnection client = broker.accept();
            client.expect(Connect.class);
            client.connack(true);
            client.publish("sensors/m1/accel", "of the session", id);
            client.suback(client.expect(Subscribe.class).id(), 1);
            assertEquals("resumed at 17", heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertEquals("of the session", heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            client.drop();
        }
    }

    @Test
    void acknowledgesInTheOrderOfArrivalWhateverTheOrderOfReceipts() throws Exception {
        ScriptedConnection client = connected();
        for (int id = 11; id <= 14; id++) {
            client.publish("sensors/m1/accel", "m" + id, id);
        }
        List<Delivery> deliveries = List.of(next(), next(), next(), next());
        deliveries.get(3).receipt().acknowledge();
        deliveries.get(1).receipt().acknowledge();
        client.expectNothingFor(A_WHILE);
        deliveries.get(0).receipt().acknowledge();
        assertEquals(11, client.expect(PubAck.class).id());
        assertEquals(12, client.expect(PubAck.class).id());
        client.expectNothingFor(A_WHILE);
        deliveries.get(2).receipt().acknowledge();
        assertEquals(13, client.expect(PubAck.class).id());
        assertEquals(14, client.expect(PubAck.class).id());
    }

    @Test
    void aReceiptCalledTwiceAcknowledgesOnce() throws Exception {
        ScriptedConnection client = connected();
        client.publish("sensors/m1/accel", "once", 1);
        Delivery delivery = next();
        delivery.receipt().acknowledge();
        delivery.receipt().acknowledge();
        assertEquals(1, client.expect(PubAck.class).id());
        client.expectNothingFor(A_WHILE);
    }

    @Test
    void whatComesBeforeTheSubackIsDeliveredToo() throws Exception {
        source.start(inbox::add);
        ScriptedConnection client = broker.accept();
        client.expect(Connect.class);
        client.connack(true);
        client.publishAgain("sensors/m1/accel", "from the session", 3);
        client.suback(client.expect(Subscribe.class).id(), 1);
        Delivery delivery = next();
        assertEquals("from the session", text(delivery));
        delivery.receipt().acknowledge();
        assertEquals(3, client.expect(PubAck.class).id());
    }

    @Test
    void closesAtOnceWhileItWaitsForAConnack() throws Exception {
        source = source(600_000, "sensors/+/accel");
        source.start(inbox::add);
        broker.accept().expect(Connect.class);
        source.close();
        assertEquals(Phase.CLOSED, source.state().phase());
    }

    @Test
    void closesRightAfterTheStart() {
        source.start(inbox::add);
        source.close();
        assertEquals(Phase.CLOSED, source.state().phase());
    }

    @Test
    void aPeerThatHangsUpAtOnceLeavesNoThreads() throws Exception {
        source.start(inbox::add);
        for (int i = 0; i < 4; i++) {
            broker.accept().drop();
        }
        source.close();
        threads.assertNoneLeft();
    }

    /** Mosquitto does so with a session that has a long backlog; it knows no receive maximum then. */
    @Test
    void aBacklogThatComesBeforeTheSubackIsServed() throws Exception {
        source.start(inbox::add);
        ScriptedConnection client = broker.accept();
        client.expect(Connect.class);
        client.connack(true);
        Subscribe subscribe = client.expect(Subscribe.class);
        IntStream.rangeClosed(1, 3 * WINDOW).forEach(id -> send(client, id));
        acknowledge(client, 1, 3 * WINDOW);
        assertFalse(source.state().isUp());
        client.suback(subscribe.id(), 1);
        await().atMost(PATIENCE).until(() -> source.state().isUp());
        assertEquals(0, count("left_at_broker"));
    }

    @Test
    void aCloseWhileTheSubackIsOutWaitsForReceiptsOnly() throws Exception {
        source.start(inbox::add);
        ScriptedConnection client = broker.accept();
        client.expect(Connect.class);
        client.connack(true);
        client.expect(Subscribe.class);
        send(client, 1);
        Delivery atWork = next();
        Thread closer = Thread.ofVirtual().start(() -> source.close(TimeUnit.MINUTES.toMillis(10)));
        await().pollDelay(A_WHILE).atMost(PATIENCE).until(closer::isAlive);
        atWork.receipt().acknowledge();
        assertEquals(1, client.expect(PubAck.class).id());
        assertTrue(closer.join(PATIENCE), "still closing");
    }

    @Test
    void aWithheldSubackIsNotWaitedForWithoutLimit() throws Exception {
        source = source(600, "sensors/+/accel");
        source.start(inbox::add);
        ScriptedConnection silent = broker.accept();
        silent.expect(Connect.class);
        silent.connack();
        silent.expect(Subscribe.class);
        broker.acceptSubscriber(true);
        await().atMost(PATIENCE).until(() -> source.state().isUp());
        assertTrue(silent.hasEnded());
        assertErrorHas("SUBSCRIBE was not answered within 600 ms");
    }

    @Test
    void aRefusedSubscriptionIsSaidAndTriedAgain() throws Exception {
        source.start(inbox::add);
        ScriptedConnection client = broker.accept();
        client.expect(Connect.class);
        client.connack();
        client.suback(client.expect(Subscribe.class).id(), 0x87);
        await().atMost(PATIENCE).until(() -> source.state().lastError() != null);
        assertErrorHas("sensors/+/accel");
        assertErrorHas("not authorized");
        assertFalse(source.state().isUp());
        assertEquals(1, count("refused_subscriptions"));
        broker.acceptSubscriber(false);
        await().atMost(PATIENCE).until(() -> source.state().isUp());
    }

    @Test
    void oneRefusedSubscriptionDoesNotStopTheOthers() throws Exception {
        source = source("secret/#", "sensors/+/accel");
        source.start(inbox::add);
        ScriptedConnection client = broker.accept();
        client.expect(Connect.class);
        client.connack();
        client.suback(client.expect(Subscribe.class).id(), 0x87, 1);
        client.publish("sensors/m1/accel", "hello", 1);
        assertEquals("hello", text(next()));
        assertTrue(source.state().isUp());
        assertErrorHas("secret/#");
    }

    @Test
    void aRefusedConnectionIsSaidByName() throws Exception {
        source.start(inbox::add);
        ScriptedConnection client = broker.accept();
        client.expect(Connect.class);
        client.refuse(0x86);
        await().atMost(PATIENCE).until(() -> source.state().lastError() != null);
        assertErrorHas("bad user name or password");
    }

    @Test
    void theCredentialsAreAskedForAtEachConnect() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Login login = new Login("me", () -> ("secret-" + asked.incrementAndGet()).getBytes(UTF_8));
        MqttSettings settings = new MqttSettings(URI.create(broker.address()), "in", WINDOW, 0, 5_000, 10, login);
        source = new MqttSource(settings, List.of("t"), () -> 0);
        source.start(inbox::add);
        ScriptedConnection first = broker.accept();
        Connect connect = first.expect(Connect.class);
        assertEquals("me", connect.username());
        assertEquals("secret-1", connect.password());
        first.drop();
        assertEquals("secret-2", broker.accept().expect(Connect.class).password());
    }

    @Test
    void theReasonOfTheBrokersDisconnectIsSaid() throws Exception {
        ScriptedConnection client = connected();
        await().atMost(PATIENCE).until(() -> source.state().isUp());
        client.disconnect(0x8e);
        await().atMost(PATIENCE).until(() -> !source.state().isUp());
        assertErrorHas("taken over");
    }

    @Test
    void aPeerThatFallsSilentIsLeftAfterTheKeepAlive() throws Exception {
        source = source(5_000, 1, "t");
        ScriptedConnection client = connected();
        await().atMost(PATIENCE).until(() -> source.state().isUp());
        client.fallSilent();
        broker.acceptSubscriber(true);
        assertErrorHas("does not answer (keep alive)");
        assertEquals(1, count("lost_connections"));
        assertTrue(client.hasEnded());
    }

    @Test
    void aSessionThatTheBrokerForgotIsSaidAndCounted() throws Exception {
        ScriptedConnection client = connected();
        await().atMost(PATIENCE).until(() -> source.state().isUp());
        client.drop();
        broker.acceptSubscriber(true).drop();
        broker.acceptSubscriber(false);
        awaitCount(1, "lost_sessions");
        assertErrorHas("no longer has our session");
    }

    @Test
    void aBrokerWithoutQos1IsRefused() throws Exception {
        source.start(inbox::add);
        ScriptedConnection client = broker.accept();
        client.expect(Connect.class);
        client.connack(Map.of(Packet.MAXIMUM_QOS, 0L));
        await().atMost(PATIENCE).until(() -> source.state().lastError() != null);
        assertErrorHas("the broker has no QoS 1");
        await().atMost(PATIENCE).until(client::hasEnded);
    }

    @Test
    void aPasswordThatCannotBeReadFailsThatAttemptOnly() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Login login = new Login("me", () -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("no such file");
            }
            return "secret".getBytes(UTF_8);
        });
        source = new MqttSource(
                new MqttSettings(URI.create(broker.address()), "in", WINDOW, 0, 5_000, 10, login), List.of("t"), () -> 0);
        source.start(inbox::add);
        assertEquals("secret", broker.accept().expect(Connect.class).password());
        assertErrorHas("the password of me cannot be read: no such file");
    }

    @Test
    void aQos0FloodIsDroppedAndCountedWhileTheInboxIsFull() throws Exception {
        CountDownLatch room = new CountDownLatch(1);
        source.start(delivery -> room.getCount() == 0 && inbox.add(delivery));
        ScriptedConnection client = broker.acceptSubscriber(false);
        client.publish("sensors/m1/accel", "must not be lost", 1);
        for (int i = 0; i < 1_000; i++) {
            client.publishQos0("sensors/m1/accel", "flood " + i);
        }
        client.publish("sensors/m1/accel", "nor this", 2);
        awaitCount(1_002, "received");
        assertEquals(1_000 - WINDOW, count("dropped_qos0"));
        assertTrue(source.state().isUp());
        room.countDown();
        Delivery first = next();
        assertEquals("must not be lost", text(first));
        first.receipt().acknowledge();
        List<Delivery> rest = new ArrayList<>();
        for (int i = 0; i <= WINDOW; i++) {
            rest.add(next());
        }
        rest.stream().filter(delivery -> text(delivery).equals("nor this")).forEach(delivery -> delivery.receipt().acknowledge());
        assertEquals(
                IntStream.range(1_000 - WINDOW, 1_000).mapToObj(i -> "flood " + i).toList(),
                rest.stream().map(MqttSourceTest::text).filter(text -> text.startsWith("flood")).toList(),
                "the newest, in order");
        assertEquals(1, client.expect(PubAck.class).id());
        assertEquals(2, client.expect(PubAck.class).id());
    }

    @Test
    void aQos0MessageIsNotAcknowledged() throws Exception {
        ScriptedConnection client = connected();
        client.publishQos0("sensors/m1/accel", "hello");
        next().receipt().acknowledge();
        client.expectNothingFor(A_WHILE);
    }

    /** Mosquitto 2.0 does that with a session that it restored from its disk. */
    @Test
    void aBrokerThatGoesSomewhatBeyondTheReceiveMaximumIsServed() throws Exception {
        ScriptedConnection client = connected();
        for (int id = 1; id <= 2 * WINDOW; id++) {
            client.publish("sensors/m1/accel", "m" + id, id);
        }
        for (int id = 1; id <= 2 * WINDOW; id++) {
            next().receipt().acknowledge();
            assertEquals(id, client.expect(PubAck.class).id());
        }
        assertEquals(0, count("lost_connections"));
    }

    /** It does so with hundreds at once, too: while we move on, TCP holds it back. */
    @Test
    void aBrokerThatIgnoresTheReceiveMaximumIsServedWhileWeMoveOn() throws Exception {
        int messages = 1_000;
        ScriptedConnection client = connected();
        Thread flood = Thread.ofVirtual().start(() -> IntStream.rangeClosed(1, messages).forEach(id -> send(client, id)));
        for (int id = 1; id <= messages; id++) {
            next().receipt().acknowledge();
            assertEquals(id, client.expect(PubAck.class).id());
        }
        flood.join();
        assertEquals(0, count("lost_connections"));
    }

    @Test
    void whatThereIsNoRoomForComesOverTheNextConnectionInOrder() throws Exception {
        source = source(5_000, 1, "sensors/+/accel");
        ScriptedConnection client = connected();
        IntStream.rangeClosed(1, 3 * WINDOW).forEach(id -> send(client, id));
        awaitCount(3 * WINDOW, "received");
        await().during(Duration.ofMillis(2_500)).atMost(PATIENCE).until(() -> !client.hasEnded()); // pings go on, the quiet is ours
        acknowledge(client, 1, 2 * WINDOW);
        client.expect(Disconnect.class);
        ScriptedConnection second = broker.acceptSubscriber(true);
        IntStream.rangeClosed(2 * WINDOW + 1, 3 * WINDOW).forEach(id -> send(second, id));
        acknowledge(second, 2 * WINDOW + 1, 3 * WINDOW);
        assertEquals(WINDOW, count("left_at_broker"));
        assertEquals(1, count("made_anew"));
        assertErrorHas("more came than there was room for");
    }

    private void acknowledge(ScriptedConnection client, int fromId, int toId) throws InterruptedException {
        for (int id = fromId; id <= toId; id++) {
            Delivery delivery = next();
            assertEquals("m" + id, text(delivery));
            delivery.receipt().acknowledge();
            assertEquals(id, client.expect(PubAck.class).id());
        }
    }

    @Test
    void aSubscriptionThatTheBrokerLeavesStuckIsMadeAnew() throws Exception {
        source = source(5_000, 1, "sensors/+/accel");
        ScriptedConnection client = connected();
        IntStream.rangeClosed(1, WINDOW).forEach(id -> send(client, id));
        acknowledge(client, 1, WINDOW); // and the broker, which still answers pings, forgets that
        ScriptedConnection second = broker.acceptSubscriber(true);
        assertTrue(client.hasEnded());
        assertErrorHas("in case the broker holds messages back");
        assertEquals(1, count("made_anew"));
        send(second, WINDOW + 1);
        acknowledge(second, WINDOW + 1, WINDOW + 1);
    }

    @Test
    void theWindowIsFreeAgainAfterAcknowledgements() throws Exception {
        ScriptedConnection client = connected();
        for (int id = 1; id <= 10 * WINDOW; id++) {
            client.publish("sensors/m1/accel", "m" + id, id);
            Delivery delivery = next();
            assertEquals("m" + id, text(delivery));
            delivery.receipt().acknowledge();
            assertEquals(id, client.expect(PubAck.class).id());
        }
        assertEquals(0, count("lost_connections"));
    }

    @Test
    void whatNoFilterMatchesIsAcknowledgedInTurnAndNotDelivered() throws Exception {
        ScriptedConnection client = connected();
        client.publish("sensors/m1/accel", "wanted", 1);
        client.publish("of/an/earlier/configuration", "unwanted", 2);
        Delivery wanted = next();
        client.expectNothingFor(A_WHILE);
        wanted.receipt().acknowledge();
        assertEquals(1, client.expect(PubAck.class).id());
        assertEquals(2, client.expect(PubAck.class).id());
        assertEquals(0, inbox.size());
        assertEquals(1, count("unrouted"));
    }

    @Test
    void anInboxThatThrowsDoesNotEndTheLink() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Inbox faulty = delivery -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("a bug of the inbox");
            }
            return inbox.add(delivery);
        };
        source.start(faulty);
        ScriptedConnection client = broker.acceptSubscriber(false);
        client.publish("sensors/m1/accel", "one", 1);
        client.publish("sensors/m1/accel", "two", 2);
        next();
        assertEquals(1, count("callback_failures"));
        assertTrue(source.state().isUp());
        assertFalse(client.hasEnded());
    }

    @Test
    void closingNeitherUnsubscribesNorEndsTheSession() throws Exception {
        ScriptedConnection client = connected();
        await().atMost(PATIENCE).until(() -> source.state().isUp());
        source.close();
        assertEquals(new Disconnect(0, Map.of()), client.expect(Disconnect.class));
        await().atMost(PATIENCE).until(client::hasEnded);
        assertEquals(List.of(), client.rest());
        assertEquals(Phase.CLOSED, source.state().phase());
    }

    @Test
    void closingSendsTheAcknowledgementsThatAreDueAndNoOther() throws Exception {
        ScriptedConnection client = connected();
        client.publish("sensors/m1/accel", "done", 1);
        client.publish("sensors/m1/accel", "not done", 2);
        next().receipt().acknowledge();
        next();
        assertEquals(1, client.expect(PubAck.class).id());
        source.close();
        client.expect(Disconnect.class);
    }

    @Test
    void aDrainWaitsForReceiptsAndDeliversNothingMore() throws Exception {
        ScriptedConnection client = connected();
        client.publish("sensors/m1/accel", "at work", 1);
        Delivery atWork = next();
        Thread closer = Thread.ofVirtual().start(() -> source.close(PATIENCE.toMillis()));
        await().pollDelay(A_WHILE).atMost(PATIENCE).until(closer::isAlive);
        client.publish("sensors/m1/accel", "too late", 2);
        client.expectNothingFor(A_WHILE);
        atWork.receipt().acknowledge();
        assertEquals(1, client.expect(PubAck.class).id());
        client.expect(Disconnect.class);
        closer.join();
        assertEquals(0, inbox.size());
    }

    @Test
    void aDrainDoesNotWaitForWhatTheInboxNeverTook() throws Exception {
        source.start(delivery -> false);
        ScriptedConnection client = broker.acceptSubscriber(false);
        client.publish("sensors/m1/accel", "no room", 1);
        awaitCount(1, "received");
        Thread closer = Thread.ofVirtual().start(() -> source.close(TimeUnit.MINUTES.toMillis(10)));
        assertTrue(closer.join(PATIENCE), "still closing");
        client.expect(Disconnect.class);
    }

    @Test
    void manyConnectionsLeaveNoThreads() throws Exception {
        source.start(inbox::add);
        for (int i = 0; i < 3; i++) {
            broker.acceptSubscriber(i > 0).drop();
        }
        ScriptedConnection last = broker.acceptSubscriber(true);
        IntStream.range(1, 4).forEach(id -> send(last, id));
        assertEquals("m1", text(next()));
        source.close();
        threads.assertNoneLeft();
    }

    private static void send(ScriptedConnection client, int id) {
        try {
            client.publish("sensors/m1/accel", "m" + id, id);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
