package io.twinbit.link.mqtt;

import io.twinbit.testing.OptionalTool;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract over a real mosquitto, in both versions, with what it keeps in a folder of its own. */
@ParameterizedClass
@EnumSource(MqttVersion.class)
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
