package io.twinbit.app.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.app.status.DecisionCard;
import io.twinbit.app.status.DeviceStatus;
import io.twinbit.app.status.GatewayStatus;
import io.twinbit.app.status.NetworkCard;
import io.twinbit.app.status.PipelineStatus;
import io.twinbit.app.status.SampleStatus;
import io.twinbit.app.status.Snapshot;
import io.twinbit.app.status.StreamCard;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import io.twinbit.testing.WireContract;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StatusMessageTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void isThatOfTheContract() {
        assertEquals(JSON.readTree(WireContract.example("status")), JSON.readTree(StatusMessage.online(snapshot())));
    }

    private static Snapshot snapshot() {
        TensorSpec tensor = new TensorSpec("t", ElementType.INT8, Shape.of(1, 2), Quantization.NONE);
        PipelineStatus pipeline = new PipelineStatus(
                "vibration",
                "sensors/+/accel",
                new StreamCard(List.of("x"), 625, 256, 160),
                new NetworkCard("m", "tba1-1f0c5a9e7b3d2468", "tflm-reference", "double", 1, 1, 1, tensor, tensor, List.of()),
                new DecisionCard("arg_max", List.of(), Map.of()),
                Stream.of("a", "b", "c").map(d -> new DeviceStatus(d, 0, false, null, 0)).toList(),
                0,
                0,
                0,
                0,
                Map.of("messages", 1200L, "results", 118L, "gaps", 7L),
                List.of());
        GatewayStatus gateway =
                new GatewayStatus("hall-3", "0.1.0", 1_700_000_000_000_000L, 12, GatewayStatus.State.RUNNING);
        return new Snapshot(1_700_000_012_000_000L, gateway, SampleStatus.journal(null), List.of(), List.of(pipeline));
    }
}
