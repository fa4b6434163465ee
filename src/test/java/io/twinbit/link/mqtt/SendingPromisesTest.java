package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.link.mqtt.Packet.Connect;
import io.twinbit.link.mqtt.Packet.Publish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.persist.MqttDefaultFilePersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a sink promises where Paho 1.2.5 by itself falls short; as {@link ReceivingPromisesTest}. */
@Timeout(60)
class SendingPromisesTest {
    private final LinkThreads threads = new LinkThreads();
    private static final Duration A_WHILE = Duration.ofMillis(200);
    private static final Function<String, Client> BARE = BarePaho::new;
    private static final Function<String, Client> OURS = OurLink::sink;

    @AfterEach
    void noThreadsAreLeft() {
        threads.assertNoneLeft();
    }

    /** The topics that a broker knows by the aliases of one connection. */
    private static final class Aliases {
        private final Set<Object> known = new HashSet<>();

        /** Whether the broker can tell which topic a message is for. */
        boolean tell(Publish publish) {
            Object alias = publish.properties().get(Packet.TOPIC_ALIAS);
            if (!publish.topic().isEmpty() && alias != null) {
                known.add(alias);
            }
            return !publish.topic().isEmpty() || known.contains(alias);
        }
    }

    private static ScriptedConnection accept(ScriptedBroker broker, boolean sessionPresent, Map<Integer, Long> properties)
            throws IOException {
        ScriptedConnection connection = broker.accept();
        connection.expect(Connect.class);
        connection.connack(sessionPresent, properties);
        return connection;
    }

    private static void sendWhenTaken(Client client, String topic, String text) throws InterruptedException {
        while (!client.send(topic, text)) {
            Thread.sleep(5);
        }
    }

    /** Defect c: Paho notes the alias of a publish that it then refuses, and the next one goes out with nothing else. */
    @Test
    void everyTopicIsKnownToTheBrokerAlsoAfterARefusal() {
        assertEquals(new Both<>(false, true), Both.of(BARE, OURS, (broker, client) -> {
            client.start();
            ScriptedConnection connection =
                    accept(broker, false, Map.of(Packet.RECEIVE_MAXIMUM, 2L, Packet.TOPIC_ALIAS_MAXIMUM, 10L));
            Aliases aliases = new Aliases();
            List<Publish> unanswered = new ArrayList<>();
            sendWhenTaken(client, "a", "m1");
            sendWhenTaken(client, "b", "m2");
            while (connection.next(A_WHILE) instanceof Publish publish) {
                aliases.tell(publish);
                unanswered.add(publish);
            }
            client.send("c", "m3"); // refused by Paho
            for (Publish publish : unanswered) {
                connection.puback(publish.id());
            }
            sendWhenTaken(client, "c", "last");
            boolean allKnown = true;
            for (String text = ""; !text.equals("last"); ) {
                Publish publish = connection.expect(Publish.class);
                allKnown &= aliases.tell(publish);
                connection.puback(publish.id());
                text = publish.payload();
            }
            return allKnown;
        }));
    }

    /** Defect d: what Paho sent with an alias only it sends again over the next connection, which knows no such alias. */
    @Test
    void whatIsSentAgainHasItsTopic() {
        assertEquals(new Both<>(false, true), Both.of(BARE, OURS, (broker, client) -> {
            client.start();
            ScriptedConnection first = accept(broker, false, Map.of(Packet.TOPIC_ALIAS_MAXIMUM, 10L));
            sendWhenTaken(client, "results", "m1");
            first.puback(first.expect(Publish.class).id());
            sendWhenTaken(client, "results", "m2");
            first.expect(Publish.class);
            first.drop();
            ScriptedConnection second = accept(broker, true, Map.of(Packet.TOPIC_ALIAS_MAXIMUM, 10L));
            return new Aliases().tell(second.expect(Publish.class));
        }));
    }

    /** Defect o: at the broker's receive maximum Paho refuses instead of waiting. */
    @Test
    void whatTheBrokerHasNoRoomForYetWaits() {
        assertEquals(new Both<>(List.of("m1", "m2"), List.of("m1", "m2", "m3", "m4")), Both.of(BARE, OURS, (broker, client) -> {
            client.start();
            ScriptedConnection connection = accept(broker, false, Map.of(Packet.RECEIVE_MAXIMUM, 2L));
            List<Publish> sent = new ArrayList<>();
            int taken = 0;
            sendWhenTaken(client, "results", "m1");
            for (int i = 2; i <= 5; i++) {
                if (connection.next(A_WHILE) instanceof Publish publish) {
                    sent.add(publish);
                }
                taken += i <= 4 && client.send("results", "m" + i) ? 1 : 0;
            }
            for (int i = 0; i <= taken; i++) {
                if (i == sent.size()) {
                    sent.add(connection.expect(Publish.class));
                }
                connection.puback(sent.get(i).id());
            }
            return sent.stream().map(Publish::payload).toList();
        }));
    }

    /** Defect p: Paho keeps each message in a file of its own, forced and removed again; we keep what is in flight in memory. */
    @Test
    void noFileIsWrittenForAMessage(@TempDir Path folder) {
        Function<String, Client> bare =
                address -> new BarePaho(address, "", 0, new MqttDefaultFilePersistence(folder.toString()));
        var files = Both.of(bare, OURS, (broker, client) -> {
            client.start();
            ScriptedConnection connection = accept(broker, false, Map.of());
            for (String text : List.of("m1", "m2", "m3")) {
                sendWhenTaken(client, "results", text);
                connection.expect(Publish.class);
            }
            return messageFiles(client instanceof BarePaho ? folder : Path.of("")).size();
        });
        assertEquals(new Both<>(3, 0), files);
    }

    private static List<Path> messageFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.find(folder, 2, (path, attributes) -> path.toString().endsWith(".msg"))) {
            return files.toList();
        }
    }
}
