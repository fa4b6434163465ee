package io.twinbit.app.status;

import io.twinbit.app.status.GatewayStatus.State;
import io.twinbit.link.LinkState;
import io.twinbit.link.LinkState.Phase;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The snapshot of the wire contract's example, and its parts for others. */
public final class SampleStatus {
    public static final String PIPELINE = "vibration";
    public static final String DEVICE = "machine-1";

    private SampleStatus() {}

    public static Snapshot snapshot() {
        return snapshot(1_700_000_012_000_000L, link(Phase.UP, null), devices(), List.of(deadLetter()));
    }

    public static Snapshot snapshot(long timeUs, LinkState link, List<DeviceStatus> devices, List<DeadLetter> letters) {
        DecisionCard decision = new DecisionCard("arg_max", List.of("normal", "imbalance"), Map.of("threshold", 0.5));
        return snapshot(timeUs, link, decision, devices, letters);
    }

    public static Snapshot snapshot(
            long timeUs, LinkState link, DecisionCard decision, List<DeviceStatus> devices, List<DeadLetter> letters) {
        GatewayStatus gateway = new GatewayStatus("hall-3", "0.1.0", 1_700_000_000_000_000L, 12, State.RUNNING);
        return new Snapshot(timeUs, gateway, journal(null), List.of(link), List.of(pipeline(decision, devices, letters)));
    }

    public static Snapshot blocked(String why) {
        Snapshot s = snapshot();
        return new Snapshot(s.timeUs(), s.gateway(), journal(why), s.links(), s.pipelines());
    }

    public static JournalStatus journal(@Nullable String blocked) {
        return new JournalStatus(
                16_777_216,
                268_435_456,
                2,
                3,
                41,
                1_700_000_000_001_201L,
                1_700_000_000_001_187L,
                new JournalStatus.Checkpoint(1_699_999_999_998_400L, 15_872, 4),
                blocked,
                null,
                Map.of("messages", 1201L, "commits", 377L, "written_bytes", 291_840L, "dropped_oldest", 0L),
                new JournalStatus.Recovered(
                        812, 264, List.of("intake/00001699999999000000.twr: bytes that are no record at offset 4096; kept as damaged/00001699999999000000.twr")));
    }

    public static LinkState link(Phase phase, @Nullable String error) {
        return new LinkState(
                "mqtt-in", "tcp://127.0.0.1:1883", phase, 1_700_000_000_250_125L, error, Map.of("received", 1201L, "connects", 1L));
    }

    private static PipelineStatus pipeline(DecisionCard decision, List<DeviceStatus> devices, List<DeadLetter> letters) {
        return new PipelineStatus(
                PIPELINE,
                "sensors/+/accel",
                new StreamCard(List.of("ax_g", "ay_g", "az_g"), 625, 256, 160),
                network(),
                decision,
                devices,
                100.0,
                9.8304,
                412,
                1183,
                Map.of("messages", 1201L, "results", 118L, "dead_letters", 1L),
                letters);
    }

    private static NetworkCard network() {
        Shape in = Shape.of(1, 256, 1, 3);
        Shape out = Shape.of(1, 2);
        return new NetworkCard(
                "model_int8.tflite",
                "tba1-1f0c5a9e7b3d2468",
                "tflm-reference",
                "double",
                6976,
                13712,
                493376,
                new TensorSpec("in", ElementType.INT8, in, Quantization.perTensor(0.0078125f, -64)),
                new TensorSpec("out", ElementType.INT8, out, Quantization.perTensor(0.00390625f, -128)),
                List.of(new NetworkCard.Layer(
                        "FULLY_CONNECTED", List.of(in), List.of(Shape.of(2, 768), Shape.of(2)), List.of(out))));
    }

    public static List<DeviceStatus> devices() {
        return List.of(
                new DeviceStatus(DEVICE, 1_700_000_011_990_500L, false, "imbalance", 0.98828125f),
                new DeviceStatus("machine-2", 1_700_000_003_000_000L, true, null, Float.NaN));
    }

    public static DeadLetter deadLetter() {
        return DeadLetter.of(
                1_700_000_004_000_000L,
                "sensors/machine-2/accel",
                "malformed",
                9,
                "found 'x', expected a number",
                "{\"v\": [1,x]}".getBytes(StandardCharsets.US_ASCII));
    }

    public static Trace trace() {
        return new Trace(List.of("ax_g", "ay_g"), 625, 1_700_000_000_001_875L, new float[][] {
            {0.046f, 0.032f, 0.031f, 0.04f}, {0.002f, 0.013f, 0.012f, 0.001f}
        });
    }
}
