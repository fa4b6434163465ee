package io.twinbit.app.status;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.testing.WireContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of the status interface is what the wire contract shows. */
class StatusJsonTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void aSnapshotIsTheContractsExample() {
        JsonNode written = JSON.readTree(SnapshotWriter.toJson(SampleStatus.snapshot()));
        assertEquals(JSON.readTree(WireContract.example("snapshot")).toPrettyString(), written.toPrettyString());
    }

    @Test
    void aSignalIsTheContractsExample() {
        JsonNode written = JSON.readTree(signal(SampleStatus.trace()));
        assertEquals(JSON.readTree(WireContract.example("signal")).toPrettyString(), written.toPrettyString());
    }

    @Test
    void anEventIsOneLineAndTimesHaveNoExponent() {
        String json = new String(SnapshotWriter.toJson(SampleStatus.snapshot()), StandardCharsets.UTF_8);
        assertFalse(json.contains("\n"));
        assertTrue(json.contains("\"since_ms\":1700000000250.125,"), json);
    }

    @Test
    void aHostileNameStaysAString() {
        List<DeviceStatus> hostile = List.of(new DeviceStatus("\"}]</script>\u0000\u2028", 0, false, "a\"b", 1));
        Snapshot snapshot = SampleStatus.snapshot(0, SampleStatus.link(io.twinbit.link.LinkState.Phase.DOWN, "x\ny"), hostile, List.of());
        JsonNode written = JSON.readTree(SnapshotWriter.toJson(snapshot));
        JsonNode device = written.at("/pipelines/0/devices/0");
        assertEquals("\"}]</script>\u0000\u2028", device.get("device").asString());
        assertEquals("a\"b", device.get("label").asString());
        assertEquals("x\ny", written.at("/links/0/last_error").asString());
    }

    @Test
    void aLongWindowIsThinnedWithoutLosingItsPeaks() {
        float[] row = new float[10_000];
        row[1234] = -7;
        row[8765] = 9;
        JsonNode values = JSON.readTree(signal(new Trace(List.of("x"), 100, 0, new float[][] {row}))).at("/values/0");
        assertTrue(values.size() <= TraceWriter.MAX_SAMPLES, () -> values.size() + " values");
        float[] seen = new float[values.size()];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = values.get(i).floatValue();
        }
        assertArrayEquals(new float[] {-7, 9}, extremes(seen));
        assertEquals(position(seen, -7) / (double) seen.length, 1234 / 10_000.0, 0.002);
    }

    @Test
    void aDeadLetterKeepsOnlyTheHeadOfItsPayload() {
        DeadLetter letter = DeadLetter.of(0, "t", "too_large", -1, "d", new byte[100_000]);
        assertEquals(DeadLetter.MAX_HEAD_BYTES, letter.head().length);
        assertEquals(100_000, letter.payloadBytes());
    }

    private static byte[] signal(Trace trace) {
        return TraceWriter.toJson(new Watch(1).open(SampleStatus.PIPELINE, SampleStatus.DEVICE), trace);
    }

    private static float[] extremes(float[] values) {
        float[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return new float[] {sorted[0], sorted[sorted.length - 1]};
    }

    private static int position(float[] values, float wanted) {
        int at = 0;
        while (values[at] != wanted) {
            at++;
        }
        return at;
    }
}
