package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import org.junit.jupiter.api.Test;

/** Indices that come with the data, good and bad, and elements of eight bytes. */
class GatherStepsTest {
    private static final byte[] INPUT = {1, 2, 3, 4, 5, 6};
    private static final Quantization Q = Quantization.perTensor(0.1f, 3);

    /** Input (2, 3), one index of {@code depth} numbers. */
    private static Graph network(Op op, int[] out, int depth) {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Q, 2, 3);
        int indices = network.input(ElementType.INT32, Quantization.NONE, depth);
        return network.build(network.apply(op, Q, out, x, indices));
    }

    private static byte[] run(Graph graph, int... index) {
        byte[] indices = new byte[4 * index.length];
        for (int i = 0; i < index.length; i++) {
            for (int b = 0; b < 4; b++) {
                indices[4 * i + b] = (byte) (index[i] >> (8 * b));
            }
        }
        return Runs.run(graph, Profiles.reference(), INPUT, indices);
    }

    @Test
    void anIndexThatNamesNothingIsAnError() {
        Graph columns = network(new LayoutOp.Gather(1, 0), new int[] {2, 1}, 1);
        assertArrayEquals(new byte[] {3, 6}, run(columns, 2));
        for (int bad : new int[] {-1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            String message = String.valueOf(assertThrows(InferenceException.class, () -> run(columns, bad)).getMessage());
            assertEquals("GATHER: index " + bad + ", 0 to 2 expected", message);
        }
    }

    /** The kernel only looks at where the element lies in all ({@code gather_nd.cc}). */
    @Test
    void anIndexBeyondItsDimensionMayStillNameAnElement() {
        Graph elements = network(new LayoutOp.GatherNd(), new int[0], 2);
        assertArrayEquals(new byte[] {6}, run(elements, 1, 2));
        assertArrayEquals(new byte[] {5}, run(elements, 0, 4));
        assertArrayEquals(new byte[] {3}, run(elements, 1, -1));
        assertThrows(InferenceException.class, () -> run(elements, 1, 3));
        assertThrows(InferenceException.class, () -> run(elements, 0, -1));
        assertThrows(InferenceException.class, () -> run(elements, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    @Test
    void elementsOfEightBytesAreReversed() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(ElementType.INT64, Quantization.NONE, 2);
        int y = network.apply(
                new LayoutOp.ReverseV2(), ElementType.INT64, Quantization.NONE, new int[] {2}, x, network.integers(0));
        byte[] input = {1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18};
        byte[] expected = {11, 12, 13, 14, 15, 16, 17, 18, 1, 2, 3, 4, 5, 6, 7, 8};
        assertArrayEquals(expected, Runs.run(network.build(y), Profiles.reference(), input));
    }
}
