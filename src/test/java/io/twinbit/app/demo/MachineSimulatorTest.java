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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MachineSimulatorTest {
    private static final long START_US = 1_700_000_000_000_250L;

    @Test
    void messagesAreAsTheContractHasThem() {
        MachineNode device = new MachineNode(Story.STAYS_WELL, START_US);
        assertEquals("sensors/fan-1/accel", device.topic());
        device.next();
        JsonNode second = new JsonMapper().readTree(new String(device.next(), StandardCharsets.UTF_8));
        assertEquals(1, second.get("seq").intValue());
        assertEquals(1_700_000_000_050.250, second.get("t_ms").doubleValue());
        assertEquals(80, second.get("samples").size());
        assertEquals(3, second.get("samples").get(0).size());
    }

    @Test
    void theOfficesDaysFollowOneAnother() {
        OfficeNode office = new OfficeNode("t_ms,light_lx\n0,1\n59000,2\n", START_US);
        String first = new String(office.next(), StandardCharsets.UTF_8);
        long midnight = 1_699_920_000_000L;
        assertEquals(midnight + ",1\n" + (midnight + 59_000) + ",2\n" + (midnight + 86_400_000) + ",1\n", first);
    }

    @Test
    void aFullWindowDelaysMessagesAndLosesNone() {
        List<MachineNode> devices = Story.ALL.stream().map(story -> new MachineNode(story, START_US)).toList();
        Fussy sink = new Fussy();
        MachineSimulator simulator = new MachineSimulator(sink, devices);
        simulator.start();
        await().until(() -> sink.taken.size() >= 60);
        simulator.close();
        for (int i = 0; i < devices.size(); i++) {
            List<Integer> sequence = sink.sequencesOf(devices.get(i).topic());
            assertEquals(IntStream.range(0, sequence.size()).boxed().toList(), sequence);
            assertEquals(80L * sequence.size(), simulator.samplesSent(i));
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

        List<Integer> sequencesOf(String topic) {
            JsonMapper mapper = new JsonMapper();
            return taken.stream()
                    .filter(m -> m.topic().equals(topic))
                    .map(m -> mapper.readTree(m.payload()).get("seq").intValue())
                    .toList();
        }

        @Override
        public LinkState state() {
            return new LinkState("test", "", LinkState.Phase.UP, 0, null, Map.of());
        }

        @Override
        public void close(long drainMs) {}
    }
}
