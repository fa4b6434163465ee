package io.twinbit.link.mqtt;

import io.twinbit.testing.OptionalTool;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;

/** The contract over a real mosquitto, with what it keeps in a folder of its own. */
class MosquittoContractTest extends MqttContractTest {
    private static Path mosquitto = Path.of("mosquitto");

    @BeforeAll
    static void mosquittoIsThere() {
        mosquitto = OptionalTool.program("mosquitto", "apt-get install mosquitto");
    }

    @Override
    Broker broker(Path folder) throws Exception {
        return new MosquittoBroker(mosquitto, folder);
    }
}
