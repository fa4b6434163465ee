package io.twinbit.nn.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import io.twinbit.testing.SampleNetworks;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityTest {
    /** What a small network is made of, so that each part can be changed alone. */
    private record Parts(
            String prefix, boolean weightsFirst, Activation activation, float inScale, int zeroPoint,
            float weightsScale, float outScale, byte weight, int bias, int rows, boolean swapped) {
        Graph graph() {
            NetworkBuilder network = new NetworkBuilder(prefix);
            int early = weightsFirst ? weights(network) : -1;
            int x = network.input(Quantization.perTensor(inScale, zeroPoint), rows, 2);
            int w = weightsFirst ? early : weights(network);
            int b = network.integers(bias, 7);
            Quantization out = Quantization.perTensor(outScale, 4);
            Op dense = new MatrixOp.FullyConnected(false, activation);
            int hidden = network.apply(dense, out, new int[] {rows, 2}, x, w, b);
            Op add = new BroadcastOp.Add(Activation.NONE);
            int y = network.apply(add, out, new int[] {rows, 2}, swapped ? hidden : x, swapped ? x : hidden);
            return network.build(y);
        }

        private int weights(NetworkBuilder network) {
            return network.constant(new byte[] {1, 2, 3, weight}, Quantization.perTensor(weightsScale, 0), 2, 2);
        }
    }

    private static final Parts BASE =
            new Parts("t", false, Activation.NONE, 0.1f, 3, 0.2f, 0.3f, (byte) 4, 5, 1, false);

    private static String id(Parts parts, String profile) {
        return Lowering.lower(parts.graph(), Profiles.named(profile)).arithmeticId();
    }

    @Test
    void looksLikeAnIdentity() {
        assertTrue(id(BASE, "tflm-reference").matches("tba1-[0-9a-f]{16}"));
    }

    @Test
    void namesAndTheOrderOfTensorsDoNotCount() {
        String base = id(BASE, "tflm-reference");
        assertEquals(base, id(BASE, "tflm-reference"));
        Parts renamed = new Parts("x", true, Activation.NONE, 0.1f, 3, 0.2f, 0.3f, (byte) 4, 5, 1, false);
        assertEquals(base, id(renamed, "tflm-reference"));
    }

    @Test
    void everythingThatDecidesBitsCounts() {
        List<Parts> changed = List.of(
                BASE,
                new Parts("t", false, Activation.RELU, 0.1f, 3, 0.2f, 0.3f, (byte) 4, 5, 1, false),
                new Parts("t", false, Activation.NONE, Math.nextUp(0.1f), 3, 0.2f, 0.3f, (byte) 4, 5, 1, false),
                new Parts("t", false, Activation.NONE, 0.1f, 2, 0.2f, 0.3f, (byte) 4, 5, 1, false),
                new Parts("t", false, Activation.NONE, 0.1f, 3, Math.nextUp(0.2f), 0.3f, (byte) 4, 5, 1, false),
                new Parts("t", false, Activation.NONE, 0.1f, 3, 0.2f, Math.nextUp(0.3f), (byte) 4, 5, 1, false),
                new Parts("t", false, Activation.NONE, 0.1f, 3, 0.2f, 0.3f, (byte) 5, 5, 1, false),
                new Parts("t", false, Activation.NONE, 0.1f, 3, 0.2f, 0.3f, (byte) 4, 6, 1, false),
                new Parts("t", false, Activation.NONE, 0.1f, 3, 0.2f, 0.3f, (byte) 4, 5, 2, false),
                new Parts("t", false, Activation.NONE, 0.1f, 3, 0.2f, 0.3f, (byte) 4, 5, 1, true));
        Set<String> ids = new HashSet<>();
        changed.forEach(parts -> ids.add(id(parts, "tflm-reference")));
        assertEquals(changed.size(), ids.size());
    }

    @Test
    void aConstantThatIsAnOutputCounts() {
        assertNotEquals(idWithConstantOutput((byte) 1), idWithConstantOutput((byte) 2));
    }

    private static String idWithConstantOutput(byte content) {
        NetworkBuilder network = new NetworkBuilder();
        Quantization q = Quantization.perTensor(0.1f, 0);
        int y = network.apply(new ElementwiseOp.Relu6(), q, new int[] {4}, network.input(q, 4));
        Graph graph = network.build(y, network.constant(new byte[] {content}, q, 1));
        return Lowering.lower(graph, Profiles.reference()).arithmeticId();
    }

    @Test
    void theArithmeticCountsWhereTheNetworkFeelsIt() {
        String base = id(BASE, "tflm-reference");
        assertNotEquals(base, id(BASE, "x-cube-ai"));
        assertNotEquals(base, id(BASE, "tflm-before-2026-10"));
        assertNotEquals(id(BASE, "tflm-before-2026-10"), id(BASE, "andes-nn"));
        NetworkBuilder network = new NetworkBuilder();
        Quantization q = Quantization.perTensor(0.1f, 0);
        Graph insensitive = network.build(network.apply(new ElementwiseOp.Relu6(), q, new int[] {4}, network.input(q, 4)));
        assertEquals(
                Lowering.lower(insensitive, Profiles.reference()).arithmeticId(),
                Lowering.lower(insensitive, Profiles.named("andes-nn")).arithmeticId());
    }

    /**
     * Nodes in the field have this name in their firmware: it may change only together with the number in {@code tba1}.
     */
    @Test
    void theSerializationStaysAsItIs() {
        Graph graph = SampleNetworks.everyOperator();
        assertEquals("tba1-8ee640dc24cf352f", Lowering.lower(graph, Profiles.reference()).arithmeticId());
        assertEquals("tba1-e19821c1b2097062", Lowering.lower(graph, Profiles.named("andes-nn")).arithmeticId());
    }
}
