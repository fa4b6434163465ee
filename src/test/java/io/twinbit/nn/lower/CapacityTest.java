package io.twinbit.nn.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private static final Quantization Q = Quantization.perTensor(0.5f, 0);

    private static List<String> shortfalls(@Nullable Long ramBytes, @Nullable Long flashBytes) {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Q, 1, 100);
        int small = network.constant(new byte[1_000], Q, 10, 100);
        int hidden = network.apply(new MatrixOp.FullyConnected(false, Activation.NONE), Q, new int[] {1, 10}, x, small, -1);
        int large = network.constant(new byte[3_000], Q, 300, 10);
        int y = network.apply(new MatrixOp.FullyConnected(false, Activation.NONE), Q, new int[] {1, 300}, hidden, large, -1);
        Graph graph = network.build(y);
        DeviceProfile reference = Profiles.reference();
        DeviceProfile board = new DeviceProfile(
                "b", "b", "l", reference.standing(), reference.arithmetic(), ramBytes, flashBytes);
        return Capacity.shortfalls(graph, Lowering.lower(graph, board), board);
    }

    @Test
    void whatFitsIsNotTold() {
        assertEquals(List.of(), shortfalls(320L, 4_000L));
        assertEquals(List.of(), shortfalls(null, null));
    }

    @Test
    void whatDoesNotFitIsToldWithWhatTakesTheMost() {
        assertEquals(
                List.of(
                        "the arena takes 320 bytes, 1 more than the board's ram_bytes = 319; the most is held at"
                                + " operator 1 FULLY_CONNECTED: tensor 4 't4' int8 1x300 scale 0.5 zero point 0, tensor 2"
                                + " 't2' int8 1x10 scale 0.5 zero point 0",
                        "the constants take 4000 bytes, 1 more than the board's flash_bytes = 3999; the largest is that"
                                + " of operator 1 FULLY_CONNECTED: tensor 3 't3' int8 300x10 scale 0.5 zero point 0"),
                shortfalls(319L, 3_999L));
    }
}
