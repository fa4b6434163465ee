package io.twinbit.link.mqtt;

import static io.twinbit.link.mqtt.MqttTests.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.link.mqtt.Packet.Connect;
import io.twinbit.link.mqtt.Packet.PubAck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a source promises where Paho 1.2.5 by itself falls short. Each script of the broker's runs with Paho as its
 * documentation has it, where the defect must show, and with our link, where it must not. The letters are those of
 * {@code docs/decisions/0007-what-paho-does-by-itself.md}.
 */
@Timeout(60)
class ReceivingPromisesTest {
    private final LinkThreads threads = new LinkThreads();
    private static final String TOPIC = "sensors/m1/accel";
    private static final Duration A_WHILE = Duration.ofMillis(500);

    @AfterEach
    void noThreadsAreLeft() {
        threads.assertNoneLeft();
    }

    private static Client ours(String address) {
        return OurLink.source(address, TOPIC);
    }

    private static Client manual(String address) {
        return new BarePaho(address, TOPIC, 1).withManualAcks();
    }

    /** Defect a: Paho queues the acknowledgement before its next CONNECT, which then never leaves. */
    @Test
    void aReceiptWhileTheLinkIsDownDoesNotBlockTheNextConnection() {
        assertEquals(new Both<>(false, true), Both.of(ReceivingPromisesTest::manual, ReceivingPromisesTest::ours, (broker, client) -> {
            client.start();
            ScriptedConnection first = broker.acceptClient(false);
            first.grantedQos();
            first.publish(TOPIC, "before", 7);
            Application.Taken before = client.application().next();
            first.drop();
            await().atMost(PATIENCE).until(() -> !client.isUp());
            before.acknowledge().run();
            return broker.accept().next(Duration.ofMillis(1_200)) instanceof Connect;
        }));
    }

    /** Defect b: packet identifiers start anew with a connection, and Paho does not know which one a receipt is of. */
    @Test
    void aReceiptOfALostConnectionAcknowledgesNoOtherMessage() {
        var identifiers = Both.of(ReceivingPromisesTest::manual, ReceivingPromisesTest::ours, (broker, client) -> {
            client.start();
            ScriptedConnection first = broker.acceptClient(false);
            first.grantedQos();
            first.publish(TOPIC, "before", 7);
            Application.Taken before = client.application().next();
            first.drop();
            ScriptedConnection second = broker.acceptClient(true);
            second.publish(TOPIC, "a stranger of the same identifier", 7);
            Application.Taken stranger = client.application().next();
            before.acknowledge().run();
            stranger.acknowledge().run();
            second.publish(TOPIC, "last", 8);
            client.application().next().acknowledge().run();
            return acknowledgedUpTo(8, second);
        });
        assertEquals(new Both<>(List.of(7, 7, 8), List.of(7, 8)), identifiers);
    }

    private static List<Integer> acknowledgedUpTo(int last, ScriptedConnection client) {
        List<Integer> ids = new ArrayList<>();
        while (!ids.contains(last)) {
            ids.add(client.expect(PubAck.class).id());
        }
        return ids;
    }

    /** Defect e: a message that has only an alias arrives without a topic. No alias comes to who offers no room for one. */
    @Test
    void everyMessageHasItsTopic() {
        var topics = Both.of(address -> new BarePaho(address, TOPIC, 1).withTopicAliases(), ReceivingPromisesTest::ours, (broker, client) -> {
            client.start();
            ScriptedConnection connection = broker.accept();
            boolean takesAliases = connection.expect(Connect.class).properties().containsKey(Packet.TOPIC_ALIAS_MAXIMUM);
            connection.connack();
            connection.grantAll().grantedQos();
            int alias = takesAliases ? 5 : 0;
            connection.send(PacketEncoder.publishWithAlias(TOPIC, "m1", 1, alias));
            connection.send(PacketEncoder.publishWithAlias(takesAliases ? "" : TOPIC, "m2", 2, alias));
            return List.of(client.application().next().topic(), client.application().next().topic());
        });
        assertEquals(new Both<>(List.of(TOPIC, ""), List.of(TOPIC, TOPIC)), topics);
    }

    /** Defect f: Paho swallows an exception of the callback and acknowledges the message all the same. */
    @Test
    void aMessageWhoseHandlingFailedIsNotAcknowledged() {
        var taken = Both.of(address -> new BarePaho(address, TOPIC, 1), ReceivingPromisesTest::ours, (broker, client) -> {
            client.application().failsForTheNext(1);
            client.start();
            ScriptedConnection connection = broker.acceptClient(false);
            connection.grantedQos();
            connection.publish(TOPIC, "m1", 1);
            connection.publish(TOPIC, "m2", 2);
            List<String> texts = new ArrayList<>();
            while (!texts.contains("m2")) {
                Application.Taken next = client.application().next();
                texts.add(next.text());
                next.acknowledge().run();
            }
            assertEquals(List.of(1, 2), acknowledgedUpTo(2, connection));
            return texts;
        });
        assertEquals(new Both<>(List.of("m2"), List.of("m1", "m2")), taken);
    }

    private static Client atQos2(String address) {
        return new BarePaho(address, TOPIC, 2).withManualAcks();
    }

    /** Defect g: at QoS 2 Paho answers at once, whatever was said about manual acknowledgements. We ask for QoS 1. */
    @Test
    void theBrokerKeepsAMessageUntilItsReceiptIsCalled() {
        assertEquals(new Both<>(false, true), Both.of(ReceivingPromisesTest::atQos2, ReceivingPromisesTest::ours, (broker, client) -> {
            client.start();
            ScriptedConnection connection = broker.acceptClient(false);
            connection.send(PacketEncoder.publish(TOPIC, "m1", connection.grantedQos(), 1, false));
            client.application().next();
            return connection.next(A_WHILE) == null;
        }));
    }

    /** Defect h: at QoS 2, "exactly once", what is delivered again arrives again. We rely on no such promise. */
    @Test
    void noMessageThatWasPromisedOnceComesTwice() {
        assertEquals(new Both<>(false, true), Both.of(ReceivingPromisesTest::atQos2, ReceivingPromisesTest::ours, (broker, client) -> {
            client.start();
            ScriptedConnection first = broker.acceptClient(false);
            int qos = first.grantedQos();
            first.send(PacketEncoder.publish(TOPIC, "m1", qos, 1, false));
            client.application().next();
            first.drop();
            ScriptedConnection second = broker.acceptClient(true);
            second.send(PacketEncoder.publish(TOPIC, "m1", qos, 1, true));
            boolean twice = client.application().next().text().equals("m1");
            return qos < 2 || !twice;
        }));
    }

    /** Defect i: while the callback waits Paho reads no further than ten messages, and so not the answer to its own ping. */
    @Test
    void anApplicationWithoutRoomDoesNotCostTheConnection() {
        Function<String, Client> bare = address -> new BarePaho(address, TOPIC, 1).withKeepAliveS(1);
        assertEquals(new Both<>(false, true), Both.of(bare, address -> OurLink.source(address, TOPIC, 1), (broker, client) -> {
            client.application().hasNoRoom();
            client.start();
            ScriptedConnection connection = broker.acceptClient(false);
            connection.grantedQos();
            for (int id = 1; id <= 16; id++) {
                connection.publish(TOPIC, "m" + id, id);
            }
            boolean held = !connection.endsWithin(Duration.ofMillis(2_800));
            client.application().hasRoomAgain();
            return held && client.application().next().text().equals("m1");
        }));
    }

    /** Defect j: Paho's callback waits for the SUBACK, and Paho's reader for the callback to take what comes before it. */
    @Test
    void aSessionFullOfMessagesDoesNotHoldUpTheSubscription() {
        assertEquals(new Both<>(0, 16), Both.of(SubscribesInItsCallback::new, ReceivingPromisesTest::ours, (broker, client) -> {
            client.start();
            ScriptedConnection connection = broker.accept();
            connection.expect(Connect.class);
            connection.connack(true);
            Packet.Subscribe subscribe = connection.expect(Packet.Subscribe.class);
            for (int id = 1; id <= 16; id++) {
                connection.publishAgain(TOPIC, "m" + id, id);
            }
            connection.suback(subscribe.id(), 1);
            return client.application().waitingAfter(Duration.ofMillis(1_500), 16);
        }));
    }

    private static final class SubscribesInItsCallback extends BarePaho {
        SubscribesInItsCallback(String address) {
            super(address, TOPIC, 1);
        }

        @Override
        void run() throws MqttException {
            client.setCallback(this);
            client.connect(options).waitForCompletion();
        }

        @Override
        public void connectComplete(boolean reconnect, String address) {
            try {
                subscribe();
            } catch (MqttException e) {
                // the script sees what comes of it
            }
        }
    }

    /** Defect k: a listener of a shared subscription is never called, and the message acknowledged all the same. */
    @Test
    void messagesOfASharedSubscriptionArrive() {
        String shared = "$share/hall/" + TOPIC;
        assertEquals(new Both<>(0, 1), Both.of(
                address -> new ListensToASubscription(address, shared), address -> OurLink.source(address, shared), (broker, client) -> {
            client.start();
            ScriptedConnection connection = broker.acceptClient(false);
            connection.grantedQos();
            connection.publish(TOPIC, "m1", 1);
            if (client instanceof BarePaho) {
                assertEquals(List.of(1), acknowledgedUpTo(1, connection)); // after the listener would have been called
                return client.application().waitingAfter(Duration.ZERO, 1);
            }
            return client.application().waitingAfter(PATIENCE, 1);
        }));
    }

    private static final class ListensToASubscription extends BarePaho {
        ListensToASubscription(String address, String filter) {
            super(address, filter, 1);
        }

        @Override
        void run() throws MqttException {
            client.connect(options).waitForCompletion();
            subscribe(this::messageArrived);
        }
    }

    /** Defect l: what comes while no callback is set is dropped, and not acknowledged either. */
    @Test
    void whatASessionBringsAtOnceIsNotDropped() {
        var first = Both.of(SetsItsCallbackLast::new, ReceivingPromisesTest::ours, (broker, client) -> {
            client.start();
            ScriptedConnection connection = broker.accept();
            connection.expect(Connect.class);
            connection.connack(true);
            connection.publishAgain(TOPIC, "kept by the session", 1);
            connection.grantAll().grantedQos();
            SetsItsCallbackLast.awaitIt(client);
            connection.publish(TOPIC, "new", 2);
            return client.application().next().text();
        });
        assertEquals(new Both<>("new", "kept by the session"), first);
    }

    private static final class SetsItsCallbackLast extends BarePaho {
        private final CountDownLatch set = new CountDownLatch(1);

        SetsItsCallbackLast(String address) {
            super(address, TOPIC, 1);
        }

        @Override
        void run() throws MqttException {
            client.connect(options).waitForCompletion();
            subscribe();
            client.setCallback(this);
            set.countDown();
        }

        static void awaitIt(Client client) throws InterruptedException {
            if (client instanceof SetsItsCallbackLast late) {
                late.set.await();
            }
        }
    }
}
