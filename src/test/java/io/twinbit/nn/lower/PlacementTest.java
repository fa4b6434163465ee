package io.twinbit.nn.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final Quantization Q = Quantization.perTensor(0.1f, 3);
    private static final int[] SHAPE = {64};

    private final NetworkBuilder network = new NetworkBuilder();
    private final int x = network.input(Q, 64);

    private int relu(int input) {
        return network.apply(new ElementwiseOp.Relu(), Q, SHAPE, input);
    }

    private int add(int[] shape, int a, int b) {
        return network.apply(new BroadcastOp.Add(Activation.NONE), Q, shape, a, b);
    }

    @Test
    void aChainOfElementFunctionsTakesOneBuffer() {
        int first = relu(x);
        int y = relu(first);
        Placement placement = Placement.of(network.build(y));
        assertEquals(64, placement.arenaBytes());
        assertEquals(1, placement.sharing(first).size());
        assertEquals(1, placement.arena().blocks().size());
        assertEquals(64, placement.arena().lowerBoundBytes());
    }

    @Test
    void whatIsStillNeededIsNotOverwritten() {
        int first = relu(x);
        int second = relu(first);
        int sum = add(SHAPE, first, second);
        Placement placement = Placement.of(network.build(sum));
        assertNotEquals(placement.slot(first).offset(), placement.slot(second).offset());
        assertEquals(placement.slot(x).offset(), placement.slot(first).offset());
        assertEquals(128, placement.arenaBytes());
    }

    @Test
    void anOutputOfTheNetworkAndItsViewsAreNotOverwritten() {
        int first = relu(x);
        int view = network.apply(new LayoutOp.Reshape(), Q, new int[] {8, 8}, first);
        int second = relu(first);
        Placement placement = Placement.of(network.build(view, second));
        assertEquals(placement.slot(first).offset(), placement.slot(view).offset());
        assertNotEquals(placement.slot(first).offset(), placement.slot(second).offset());
    }

    @Test
    void anOperandThatIsRepeatedIsNotOverwritten() {
        int column = network.input(Q, 64, 1);
        int sum = add(new int[] {64, 64}, column, x);
        Placement placement = Placement.of(network.build(sum));
        assertNotEquals(placement.slot(column).offset(), placement.slot(sum).offset());
        assertNotEquals(placement.slot(x).offset(), placement.slot(sum).offset());
    }
}
