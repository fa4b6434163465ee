package io.twinbit.app.demo;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.link.LinkState;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.Sink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MachineSimulatorTest {
    private static final long START_US = 1_700_000_000_000_250L;

    @Test
    void messagesAreAsTheContractHasThem() {
        SimulatedDevice device = new SimulatedDevice(Story.STAYS_WELL, START_US);
        assertEquals("sensors/fan-1/accel", device.topic());
        device.next();
        JsonNode second = new JsonMapper().readTree(new String(device.next(), StandardCharsets.UTF_8));
        assertEquals(1, second.get("seq").intValue());
        assertEquals(1_700_000_000_050.250, second.get("t_ms").doubleValue());
        assertEquals(80, second.get("samples").size());
        assertEquals(3, second.get("samples").get(0).size());
    }

    @Test
    void aFullWindowDelaysMessagesAndLosesNone() {
        Fussy sink = new Fussy();
        MachineSimulator simulator = new MachineSimulator(sink, START_US);
        simulator.start();
        await().until(() -> sink.taken.size() >= 60);
        simulator.close();
        Map<Integer, Long> sent = Map.copyOf(sink.countBySequence());
        long messages = simulator.devices().stream().mapToLong(SimulatedDevice::samplesSent).sum() / 80;
        assertEquals(sink.taken.size(), messages);
        for (int seq = 0; seq < messages / Story.ALL.size(); seq++) {
            assertEquals(Story.ALL.size(), sent.get(seq), "devices that sent number " + seq);
        }
    }

    /** Refuses two of three messages. */
    private static final class Fussy implements Sink {
        final List<OutboundMessage> taken = Collections.synchronizedList(new ArrayList<>());
        private int asked;

        @Override
        public void start() {}

        @Override
        public boolean trySend(OutboundMessage message, Runnable confirmed) {
            asked++;
            return asked % 3 == 0 && taken.add(message);
        }

        Map<Integer, Long> countBySequence() {
            JsonMapper mapper = new JsonMapper();
            return taken.stream()
                    .map(m -> mapper.readTree(m.payload()).get("seq").intValue())
                    .collect(Collectors.groupingBy(s -> s, Collectors.counting()));
        }

        @Override
        public LinkState state() {
            return new LinkState("test", "", LinkState.Phase.UP, 0, null, Map.of());
        }

        @Override
        public void close(long drainMs) {}
    }
}
