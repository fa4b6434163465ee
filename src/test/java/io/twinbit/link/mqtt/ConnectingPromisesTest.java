package io.twinbit.link.mqtt;

import static io.twinbit.link.mqtt.MqttTests.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.link.mqtt.Packet.Connect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What both links promise about connecting where Paho 1.2.5 by itself falls short; as {@link ReceivingPromisesTest}. */
@Timeout(60)
class ConnectingPromisesTest {
    private final LinkThreads threads = new LinkThreads();
    private static final Function<String, Client> OURS = OurLink::sink;

    @AfterEach
    void noThreadsAreLeft() {
        threads.assertNoneLeft();
    }

    /** Defect m: automatic reconnection begins only after a first connection; a broker that starts later is never found. */
    @Test
    void aBrokerThatStartsAfterUsIsFound() {
        assertEquals(new Both<>(false, true), Both.of(BarePaho::new, OURS, (broker, client) -> {
            int port = broker.port();
            broker.close();
            client.start();
            await().atMost(PATIENCE).until(client::hasFailed);
            try (ScriptedBroker late = new ScriptedBroker(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()))) {
                return late.acceptWithin(Duration.ofMillis(1_500)) != null;
            }
        }));
    }

    /** Defect n: the delay between attempts is one for all clients of the process; who fails slows down the others. */
    @Test
    void aBrokerThatIsAwayDoesNotDelayTheWayToAnother() {
        assertEquals(new Both<>(false, true), Both.of(BarePaho::new, OURS, (broker, client) -> {
            try (ScriptedBroker otherBroker = new ScriptedBroker();
                    Client other = client instanceof BarePaho
                            ? new BarePaho(otherBroker.address())
                            : OurLink.sink(otherBroker.address())) {
                client.start();
                other.start();
                ScriptedConnection first = broker.acceptClient(false);
                ScriptedConnection second = otherBroker.acceptClient(false);
                await().atMost(PATIENCE).until(() -> client.isUp() && other.isUp());
                first.drop();
                broker.accept().drop();
                Thread.sleep(200); // for the client to see that its second attempt failed
                second.drop();
                ScriptedConnection again = otherBroker.acceptWithin(Duration.ofMillis(1_200));
                client.close();
                ScriptedConnection back = again == null ? otherBroker.accept() : again;
                back.expect(Connect.class);
                back.connack(true); // which sets Paho's delay back
                await().atMost(PATIENCE).until(other::isUp);
                return again != null;
            }
        }));
    }

    /** Defect q: Paho waits for a CONNACK without limit, whatever the connection timeout. */
    @Test
    void aBrokerThatNeverAnswersIsGivenUp() {
        Function<String, Client> bare = address -> new BarePaho(address).withConnectionTimeoutS(1);
        assertEquals(new Both<>(false, true), Both.of(bare, OURS, (broker, client) -> {
            client.start();
            ScriptedConnection silent = broker.accept();
            silent.expect(Connect.class);
            return silent.endsWithin(Duration.ofSeconds(2));
        }));
    }
}
