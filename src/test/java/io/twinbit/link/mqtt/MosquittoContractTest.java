package io.twinbit.link.mqtt;

import io.twinbit.testing.OptionalTool;
import java.nio.file.Path;

/** The contract over a real mosquitto, with what it keeps in a folder of its own. */
class MosquittoContractTest extends MqttContractTest {
    @Override
    Broker broker(Path folder) throws Exception {
        Path program = OptionalTool.program("mosquitto", "apt-get install mosquitto");
        return new MosquittoBroker(program, folder);
    }
}
