package io.twinbit.link.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.mqtt.Packet.Connect;
import io.twinbit.link.mqtt.Packet.Disconnect;
import io.twinbit.link.mqtt.Packet.Publish;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What a sink puts on the wire, against a broker that does what the test says. */
@Timeout(60)
class MqttSinkTest {
    private final LinkThreads threads = new LinkThreads();
    private static final Duration PATIENCE = Duration.ofSeconds(ScriptedBroker.PATIENCE_S);
    private static final Duration A_WHILE = Duration.ofMillis(300);
    private static final int WINDOW = 4;

    private final List<String> confirmed = new CopyOnWriteArrayList<>();
    private ScriptedBroker broker;
    private MqttSink sink;

    @BeforeEach
    void start() throws IOException {
        broker = new ScriptedBroker();
        sink = sink(null);
    }

    @AfterEach
    void stop() throws IOException {
        sink.close();
        broker.close();
        threads.assertNoneLeft();
    }

    private MqttSink sink(@Nullable Presence presence) {
        return sink(presence, 10);
    }

    private MqttSink sink(@Nullable Presence presence, int keepAliveS) {
        MqttSettings settings = new MqttSettings(URI.create(broker.address()), "gateway", WINDOW, 3_600, 5_000, keepAliveS, null);
        return new MqttSink(settings, presence, () -> 17);
    }

    private ScriptedConnection connected() throws IOException {
        sink.start();
        return accepted(Map.of());
    }

    private ScriptedConnection accepted(Map<Integer, Long> properties) throws IOException {
        ScriptedConnection client = broker.accept();
        client.expect(Connect.class);
        client.connack(properties);
        return client;
    }

    private boolean send(String text) {
        return send("results", text);
    }

    private boolean send(String topic, String text) {
        return sink.trySend(new OutboundMessage(topic, text.getBytes(UTF_8), false), () -> confirmed.add(text));
    }

    private static Publish expectPublish(String text, ScriptedConnection client) {
        Publish publish = client.expect(Publish.class);
        assertEquals(text, publish.payload());
        return publish;
    }

    private void awaitConfirmed(String... texts) {
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(List.of(texts), confirmed));
    }

    private void assertErrorHas(String text) {
        String error = LinkStates.lastError(sink.state());
        assertTrue(error.contains(text), error);
    }

    private long count(String counter) {
        return LinkStates.count(sink.state(), counter);
    }

    private static Presence presence() {
        return new Presence("status", () -> "online".getBytes(UTF_8), "offline".getBytes(UTF_8));
    }

    @Test
    void hasAClientIdOfItsOwnAndNoSession() throws Exception {
        sink.start();
        Connect connect = broker.accept().expect(Connect.class);
        assertEquals("gateway-out", connect.clientId());
        assertTrue(connect.cleanStart());
        assertNull(connect.properties().get(Packet.SESSION_EXPIRY));
        assertNull(connect.properties().get(Packet.TOPIC_ALIAS_MAXIMUM));
        assertNull(connect.will());
    }

    @Test
    void confirmsOnPubackAndNotBefore() throws Exception {
        ScriptedConnection client = connected();
        assertTrue(send("one"));
        Publish publish = expectPublish("one", client);
        assertEquals("results", publish.topic());
        assertEquals(1, publish.qos());
        assertFalse(publish.retained());
        await().during(A_WHILE).atMost(PATIENCE).until(confirmed::isEmpty);
        client.puback(publish.id());
        awaitConfirmed("one");
        assertEquals(1, count("published"));
        assertEquals(1, count("confirmed"));
    }

    @Test
    void takesNoMoreThanAWindowOfUnconfirmedMessages() throws Exception {
        for (int i = 0; i < WINDOW; i++) {
            assertTrue(send("m" + i));
        }
        assertFalse(send("too many"));
        ScriptedConnection client = connected();
        Publish first = expectPublish("m0", client);
        assertFalse(send("still too many"));
        client.puback(first.id());
        awaitConfirmed("m0");
        assertTrue(send("room again"));
    }

    @Test
    void staysBelowTheBrokersReceiveMaximum() throws Exception {
        sink.start();
        ScriptedConnection client = accepted(Map.of(Packet.RECEIVE_MAXIMUM, 3L));
        for (int i = 0; i < WINDOW; i++) {
            assertTrue(send("m" + i));
        }
        Publish first = expectPublish("m0", client);
        expectPublish("m1", client);
        client.expectNothingFor(A_WHILE);
        client.puback(first.id());
        expectPublish("m2", client);
        client.expectNothingFor(A_WHILE);
    }

    @Test
    void worksWithAReceiveMaximumOfOne() throws Exception {
        sink.start();
        ScriptedConnection client = accepted(Map.of(Packet.RECEIVE_MAXIMUM, 1L));
        send("m0");
        send("m1");
        client.puback(expectPublish("m0", client).id());
        client.puback(expectPublish("m1", client).id());
        awaitConfirmed("m0", "m1");
        assertEquals(0, count("lost_connections"));
    }

    @Test
    void sendsWhatIsUnconfirmedAgainInOrderOnTheNextConnection() throws Exception {
        ScriptedConnection first = connected();
        for (int i = 0; i < WINDOW; i++) {
            send("m" + i);
        }
        Publish m0 = expectPublish("m0", first);
        expectPublish("m1", first);
        expectPublish("m2", first);
        expectPublish("m3", first);
        first.puback(m0.id());
        awaitConfirmed("m0");
        first.drop();

        ScriptedConnection second = accepted(Map.of());
        for (int i = 1; i < WINDOW; i++) {
            Publish again = expectPublish("m" + i, second);
            assertFalse(again.duplicate(), "a new session knows no duplicates");
            second.puback(again.id());
        }
        awaitConfirmed("m0", "m1", "m2", "m3");
    }

    @Test
    void aWithheldPubackConfirmsNothingAndBlocksNothing() throws Exception {
        ScriptedConnection client = connected();
        send("m0");
        send("m1");
        expectPublish("m0", client);
        client.puback(expectPublish("m1", client).id());
        awaitConfirmed("m1");
        sink.close(200);
        assertEquals(List.of("m1"), confirmed);
        assertEquals(1, count("unconfirmed_at_close"));
    }

    @Test
    void aBrokerThatConfirmsNothingAnyMoreIsLeft() throws Exception {
        sink = sink(null, 1);
        ScriptedConnection stuck = connected();
        send("m0");
        stuck.puback(expectPublish("m0", stuck).id());
        send("m1");
        expectPublish("m1", stuck); // from here on it answers pings only
        ScriptedConnection second = accepted(Map.of());
        second.puback(expectPublish("m1", second).id());
        awaitConfirmed("m0", "m1");
        assertEquals(1, count("made_anew"));
        assertErrorHas("confirms nothing");
    }

    @Test
    void refusalsForGoodAreCountedAndTheStreamGoesOn() throws Exception {
        ScriptedConnection client = connected();
        int[] codes = {0x87, 0x90, 0x99};
        for (int code : codes) {
            send("refused " + code);
            client.puback(client.expect(Publish.class).id(), code);
        }
        send("fine");
        client.puback(expectPublish("fine", client).id());
        awaitConfirmed("refused 135", "refused 144", "refused 153", "fine");
        assertEquals(3, count("rejected"));
        assertEquals(1, count("confirmed"));
        assertEquals(0, count("lost_connections"));
        assertErrorHas("payload format invalid");
    }

    @Test
    void oneReasonForManyRefusalsIsLoggedOnce() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(MqttSink.class.getPackageName());
        log.start();
        logger.addAppender(log);
        try {
            ScriptedConnection client = connected();
            for (String device : List.of("m1", "m2", "m1", "m2")) {
                send("results/" + device, device);
                client.puback(client.expect(Publish.class).id(), 0x87);
            }
            awaitConfirmed("m1", "m2", "m1", "m2");
        } finally {
            logger.detachAppender(log);
        }
        assertEquals(4, count("rejected"));
        assertEquals(1, log.list.stream().filter(e -> e.getFormattedMessage().contains("not authorized")).count());
    }

    @Test
    void aRefusalThatMayPassIsTriedAgainOnTheNextConnection() throws Exception {
        ScriptedConnection first = connected();
        send("m0");
        first.puback(expectPublish("m0", first).id(), 0x97);
        ScriptedConnection second = accepted(Map.of());
        assertErrorHas("quota exceeded");
        second.puback(expectPublish("m0", second).id());
        awaitConfirmed("m0");
        assertEquals(0, count("rejected"));
    }

    @Test
    void aTopicThatCannotBePublishedToIsRejected() throws Exception {
        ScriptedConnection client = connected();
        send("with/+/wildcard", "bad topic");
        send("fine");
        client.puback(expectPublish("fine", client).id());
        awaitConfirmed("bad topic", "fine");
        assertEquals(1, count("rejected"));
        assertEquals(0, count("lost_connections"));
    }

    @Test
    void aMessageAboveTheBrokersPacketSizeIsRejected() throws Exception {
        sink.start();
        ScriptedConnection client = accepted(Map.of(Packet.MAXIMUM_PACKET_SIZE, 100L));
        send("x".repeat(200));
        send("fine");
        client.puback(expectPublish("fine", client).id());
        awaitConfirmed("x".repeat(200), "fine");
        assertEquals(1, count("rejected"));
    }

    @Test
    void isThereAndGoneForThoseWhoRead() throws Exception {
        sink = sink(presence());
        sink.start();
        ScriptedConnection client = broker.accept();
        Connect connect = client.expect(Connect.class);
        assertEquals(new Packet.Will("status", "offline", 1, true), connect.will());
        client.connack();
        Publish birth = expectPublish("online", client);
        assertEquals("status", birth.topic());
        assertTrue(birth.retained());
        client.puback(birth.id());
        await().atMost(PATIENCE).until(() -> sink.state().isUp());

        Thread closer = Thread.ofVirtual().start(() -> sink.close());
        Publish farewell = expectPublish("offline", client);
        assertEquals("status", farewell.topic());
        assertTrue(farewell.retained());
        client.puback(farewell.id());
        assertEquals(0, client.expect(Disconnect.class).reasonCode());
        closer.join();
    }

    @Test
    void theBirthComesFirstOnEachConnection() throws Exception {
        sink = sink(presence());
        sink.start();
        ScriptedConnection first = accepted(Map.of());
        first.puback(expectPublish("online", first).id());
        send("m0");
        expectPublish("m0", first);
        first.drop();
        ScriptedConnection second = accepted(Map.of());
        second.puback(expectPublish("online", second).id());
        expectPublish("m0", second);
    }

    @Test
    void aFarewellThatNobodyTakesDoesNotHoldUpTheStop() throws Exception {
        sink = sink(presence());
        sink.start();
        ScriptedConnection client = accepted(Map.of());
        client.puback(expectPublish("online", client).id());
        await().atMost(PATIENCE).until(() -> sink.state().isUp());
        long startNs = System.nanoTime();
        sink.close();
        assertTrue(System.nanoTime() - startNs < Duration.ofSeconds(10).toNanos());
        expectPublish("offline", client);
        await().atMost(PATIENCE).until(client::hasEnded);
        assertEquals(List.of(), client.rest(), "without DISCONNECT the broker sends the last will");
    }

    @Test
    void aBirthThatCannotBeMadeDoesNotStopTheStream() throws Exception {
        sink = sink(new Presence(
                "status", () -> { throw new IllegalStateException("a bug of the status"); }, "offline".getBytes(UTF_8)));
        sink.start();
        ScriptedConnection client = accepted(Map.of());
        send("m0");
        client.puback(expectPublish("m0", client).id());
        awaitConfirmed("m0");
        assertEquals(1, count("callback_failures"));
    }

    @Test
    void aConfirmationThatThrowsDoesNotEndTheLink() throws Exception {
        ScriptedConnection client = connected();
        OutboundMessage message = new OutboundMessage("results", "m0".getBytes(UTF_8), false);
        assertTrue(sink.trySend(message, () -> { throw new IllegalStateException("a bug of the sender"); }));
        send("m1");
        client.puback(expectPublish("m0", client).id());
        client.puback(expectPublish("m1", client).id());
        awaitConfirmed("m1");
        assertEquals(1, count("callback_failures"));
        assertEquals(0, count("lost_connections"));
    }

    @Test
    void aDrainWaitsUntilAllIsConfirmed() throws Exception {
        ScriptedConnection client = connected();
        send("m0");
        Publish publish = expectPublish("m0", client);
        Thread closer = Thread.ofVirtual().start(() -> sink.close(PATIENCE.toMillis()));
        await().pollDelay(A_WHILE).atMost(PATIENCE).until(closer::isAlive);
        assertFalse(send("too late"));
        client.puback(publish.id());
        client.expect(Disconnect.class);
        closer.join();
        assertEquals(List.of("m0"), confirmed);
        assertEquals(0, count("unconfirmed_at_close"));
    }

    @Test
    void aDrainOutlivesALostConnection() throws Exception {
        ScriptedConnection first = connected();
        send("m0");
        expectPublish("m0", first);
        Thread closer = Thread.ofVirtual().start(() -> sink.close(PATIENCE.toMillis()));
        await().pollDelay(A_WHILE).atMost(PATIENCE).until(closer::isAlive);
        first.drop();
        ScriptedConnection second = accepted(Map.of());
        second.puback(expectPublish("m0", second).id());
        closer.join();
        assertEquals(List.of("m0"), confirmed);
    }
}
