package io.twinbit.endtoend;

import static io.twinbit.endtoend.VibrationGateway.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.status.DeadLetter;
import io.twinbit.link.LinkState;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole gateway through a real broker: what the sensors send comes out as the microcontroller's own answers. */
class GatewayTest {
    private static final Path DEMO = Path.of("demo/machine-vibration");
    private static final int SAMPLES_A_MESSAGE = 80;

    @TempDir
    Path folder;

    private VibrationGateway site;

    @BeforeEach
    void start() throws Exception {
        site = new VibrationGateway(folder);
        site.awaitUp();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void aRecordedMachineIsAnsweredLineForLine() throws Exception {
        List<String> expected = Files.readAllLines(DEMO.resolve("recording-expected.csv"));
        recording().forEach(site::send);
        await(() -> site.results.size() >= expected.size() - 1);
        assertEquals(
                expected.subList(1, expected.size()), site.results.stream().map(GatewayTest::asLine).toList());
        await(() -> site.counter("results") == expected.size() - 1);
        await(() -> acknowledged() == 1200);
        assertEquals(0, site.counter("dead_letters"));
        assertTrue(site.pipeline().latencyP99Us() > 0);
    }

    @Test
    void aRestartInTheMiddleOfAWindowIsNotNoticed() throws Exception {
        List<String> messages = recording().subList(0, 12);
        messages.subList(0, 5).forEach(site::send); // of the second window 240 of 256 samples
        await(() -> acknowledged() == 5);
        site.restart();
        messages.subList(5, 12).forEach(site::send);
        List<String> expected = Files.readAllLines(DEMO.resolve("recording-expected.csv")).subList(1, 6);
        await(() -> site.results.size() >= expected.size());
        assertEquals(expected, site.results.stream().map(GatewayTest::asLine).toList());
        await(() -> site.counter("messages") == 12); // counters go on, too
    }

    @Test
    void badMessagesAreCountedKeptAndAcknowledgedAndTheStreamGoesOn() throws Exception {
        List<String> good = recording().subList(0, 4);
        good.subList(0, 2).forEach(site::send);
        site.send("{");
        site.send("{\"seq\":2,\"t_ms\":100,\"samples\":[[1,2]]}");
        site.send("{\"seq\":2,\"t_ms\":100,\"samples\":[[1,2,1e999]]}");
        site.send("[" + " ".repeat(VibrationGateway.MAX_PAYLOAD_BYTES) + "]");
        site.send("{\"seq\":2,\"t_ms\":100,\"samples\":[[1,2,\"NaN\"]]}");
        good.subList(2, 4).forEach(site::send);
        await(() -> site.results.size() == 1);
        await(() -> acknowledged() == 9);
        await(() -> site.counter("dead_letters") == 5);
        Map<String, Long> causes = site.pipeline().deadLetters().stream()
                .collect(Collectors.groupingBy(DeadLetter::cause, Collectors.counting()));
        assertEquals(Map.of("malformed", 1L, "wrong_count", 1L, "not_finite", 1L, "too_large", 1L, "wrong_type", 1L), causes);
        assertEquals(List.of("machine-1"), site.pipeline().devices().stream().map(d -> d.device()).toList());
    }

    @Test
    void aBrokerThatDiesIsSeenWithinFiveSecondsAndResultsFlowAgainWhenItIsBack() throws Exception {
        List<String> messages = recording();
        messages.subList(0, 8).forEach(site::send);
        await(() -> site.results.size() == 3);
        site.broker.stop();
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> site.snapshot().links().stream().allMatch(l -> l.phase() == LinkState.Phase.DOWN));
        site.awaitClientsDown();
        site.broker.start();
        site.awaitUp();
        messages.subList(8, 16).forEach(site::send);
        await(() -> site.results.size() >= 7);
        assertEquals(
                Files.readAllLines(DEMO.resolve("recording-expected.csv")).subList(1, 8),
                site.results.stream().map(GatewayTest::asLine).distinct().limit(7).toList());
    }

    @Test
    void othersReadWhetherItIsThere() {
        await(() -> !site.statuses.isEmpty());
        assertTrue(site.statuses.getFirst().startsWith("{\"status\":\"online\",\"gateway\":\"hall-3\","), site.statuses.toString());
        site.gateway.close();
        await(() -> site.statuses.getLast().equals("{\"status\":\"offline\"}"));
    }

    private long acknowledged() {
        return site.snapshot().links().stream()
                .mapToLong(link -> link.counters().getOrDefault("acknowledged", 0L))
                .sum();
    }

    /** The recording as a sensor sends it: so many samples a message. */
    private static List<String> recording() throws Exception {
        List<String> samples = Files.readAllLines(DEMO.resolve("recording.csv"));
        List<String> messages = new ArrayList<>();
        for (int from = 1; from < samples.size(); from += SAMPLES_A_MESSAGE) {
            List<String> lines = samples.subList(from, Math.min(samples.size(), from + SAMPLES_A_MESSAGE));
            String first = lines.getFirst();
            messages.add("{\"seq\":" + messages.size() + ",\"t_ms\":" + first.substring(0, first.indexOf(','))
                    + ",\"samples\":["
                    + lines.stream().map(l -> "[" + l.substring(l.indexOf(',') + 1) + "]").collect(Collectors.joining(","))
                    + "]}");
        }
        return messages;
    }

    /** A result as a line of recording-expected.csv. */
    private static String asLine(JsonNode result) {
        String outputs = StreamSupport.stream(result.get("outputs").spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.joining(","));
        return ms(result, "first_timestamp_ms") + "," + ms(result, "last_timestamp_ms") + ","
                + result.get("label").asString() + "," + outputs;
    }

    private static BigDecimal ms(JsonNode result, String key) {
        return result.get(key).decimalValue().setScale(3);
    }
}
