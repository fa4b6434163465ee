package io.twinbit.app.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.status.DeadLetter;
import io.twinbit.app.status.DeviceStatus;
import io.twinbit.app.status.PipelineStatus;
import io.twinbit.app.status.Trace;
import io.twinbit.app.status.Watch;
import io.twinbit.app.status.WatchedDevice;
import io.twinbit.flow.pipeline.StateExport;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Tick;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.journal.DeadLetterLog;
import io.twinbit.link.journal.DiskStorage;
import io.twinbit.nn.lower.Arena;
import io.twinbit.nn.lower.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineStationTest {
    private static final long SECOND_US = 1_000_000;

    @TempDir
    Path folder;

    private final Watch watch = new Watch(2);
    private final List<OutboundMessage> out = new ArrayList<>();
    private WiredPipeline wired;
    private DeadLetterLog letters;

    @BeforeEach
    void wire() throws Exception {
        wired = VibrationConfig.wiredIn(folder).pipelines().getFirst();
        letters = DeadLetterLog.open(new DiskStorage(folder), 1 << 20);
    }

    @Test
    void resultsGoToTheDevicesTopicAndToWhoeverLooks() {
        WatchedDevice watched = watch.open("vibration", "m1");
        PipelineStation station = station(wired);
        out.addAll(station.take(window("sensors/m1/accel", 1)));
        out.addAll(station.take(window("sensors/m2/accel", 2)));
        out.addAll(station.take(window("other/m2/accel", 3)));
        assertEquals(
                List.of("twinbit/v1/hall-3/vibration/m1/result", "twinbit/v1/hall-3/vibration/m2/result"),
                out.stream().map(OutboundMessage::topic).toList());
        OutboundMessage first = out.getFirst();
        String json = new String(first.payload(), StandardCharsets.UTF_8);
        assertTrue(json.contains("\"message_id\":\"" + first.properties().get("message_id") + "\""), json);
        assertEquals(List.of("application/json", 3_600L), List.of(String.valueOf(first.contentType()), first.expiryS()));
        assertArrayEquals(first.payload(), watched.resultsAfter(0).getFirst().json());
        Trace trace = Objects.requireNonNull(watched.newest());
        assertEquals(List.of("ax_g", "ay_g", "az_g"), trace.features());
        assertEquals(256, trace.values()[2].length);
        assertEquals(1f, trace.values()[2][0]);
        watched.close();
    }

    @Test
    void aWindowIsNotCopiedWhenNobodyLooks() {
        WatchedDevice watched = watch.open("vibration", "m1");
        watched.close();
        station(wired).take(window("sensors/m1/accel", 1));
        assertNull(watched.newest());
    }

    @Test
    void theStatusHasNetworkDevicesRatesAndCounters() {
        PipelineStation station = station(wired);
        station.take(window("sensors/m1/accel", 1));
        station.handedOver(1_000);
        station.secondOver();
        PipelineStatus status = station.status();
        assertEquals("model_int8.tflite", status.network().modelFile());
        assertEquals(wired.arithmeticId(), status.network().arithmeticId());
        assertEquals("double", status.network().rounding());
        assertEquals(493_376, status.network().macs());
        assertEquals("arg_max", status.decision().rule());
        assertEquals(6, status.decision().labels().size());
        assertEquals(1, status.messagesPerS());
        assertEquals(1, status.resultsPerS());
        assertTrue(status.latencyP50Us() >= 1_000 && status.latencyP50Us() < 1_125);
        assertEquals(1, status.counters().get("messages"));
        assertEquals(1, status.counters().get("results"));
        DeviceStatus device = status.devices().getFirst();
        assertEquals("m1", device.device());
        assertNotNull(device.label());
    }

    @Test
    void aMessageThatMakesThePipelineThrowIsPutAsideAndTheStreamGoesOn() throws Exception {
        PipelineStation station = station(brokenNetwork());
        Message poison = window("sensors/m1/accel", 1);
        PipelineBugException bug = assertThrows(PipelineBugException.class, () -> station.take(poison));
        assertTrue(String.valueOf(bug.getMessage()).startsWith("pipeline vibration at position 1: java.lang.ArrayIndexOutOfBounds"));
        station.putAside(poison, bug);
        station.startFrom(null);
        assertEquals(List.of(), station.take(poison), "never again");
        assertEquals(List.of(), station.take(message("sensors/m2/accel", 2, "[[0,0,1]]")));
        PipelineStatus status = station.status();
        DeadLetter letter = status.deadLetters().getFirst();
        assertEquals("internal_error", letter.cause());
        assertTrue(letter.detail().startsWith("java.lang.ArrayIndexOutOfBoundsException: "), letter.detail());
        assertEquals(1, status.counters().get("internal_error"));
        assertEquals(1, status.counters().get("dead_letters"));
        assertEquals(2, status.counters().get("messages"));
        assertEquals(List.of("m2"), status.devices().stream().map(DeviceStatus::device).toList());
    }

    @Test
    void stateGoesThroughAnExport() throws Exception {
        PipelineStation station = station(wired);
        station.take(message("sensors/m1/accel", 1, "[[0,0,1]]"));
        List<byte[]> entries = new ArrayList<>();
        StateExport export = station.beginExport();
        while (export.next(entries::add)) {
            // all of it
        }
        assertEquals(2, entries.size(), "head and one device");
    }

    @Test
    void devicesFallSilentByTicks() {
        PipelineStation station = station(wired);
        station.take(message("sensors/m1/accel", 1, "[[0,0,1]]"));
        station.take(new Tick(2, 6 * SECOND_US));
        assertTrue(station.status().devices().getFirst().silent());
    }

    private PipelineStation station(WiredPipeline pipeline) {
        return new PipelineStation(pipeline, "twinbit/v1/hall-3/", 3_600, watch, letters, Set.of());
    }

    /** With an arena that ends behind the network's inputs and outputs, so that the first layers write past it. */
    private WiredPipeline brokenNetwork() {
        Program p = wired.program();
        int arenaBytes = Stream.concat(p.inputs().stream(), p.outputs().stream())
                .mapToInt(slot -> slot.offset() + slot.spec().bytes())
                .max()
                .orElseThrow();
        Program broken = new Program(
                p.steps(), p.inputs(), p.outputs(), p.variables(), p.stateBytes(), p.slots(), p.layers(), p.written(),
                new Arena(arenaBytes, arenaBytes, List.of()),
                p.weightsBytes(), p.macs(), p.arithmeticId());
        return new WiredPipeline(wired.config(), wired.graph(), wired.profile(), broken);
    }

    private static Message window(String topic, long position) {
        return message(topic, position, IntStream.range(0, 256).mapToObj(i -> "[0,0,1]").collect(Collectors.joining(",", "[", "]")));
    }

    private static Message message(String topic, long position, String payload) {
        return new Message(position, topic, payload.getBytes(StandardCharsets.UTF_8), position * SECOND_US / 10);
    }
}
