package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import org.junit.jupiter.api.Test;

/** What is proved by published logs, in the small: so that a build without those logs fails too when a quirk is lost. */
class QuirksTest {
    /** Three equal logits: 256/3 = 85.33, and thirds cut to Q19 leave a sum below 3. */
    @Test
    void softmaxTruncates() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Quantization.perTensor(0.05f, 0), 1, 4);
        Quantization probability = Quantization.perTensor(1f / 256, -128);
        Graph graph = network.build(network.apply(new ReductionOp.Softmax(1), probability, new int[] {1, 4}, x));
        byte[] logits = {10, 3, -20, 7};
        byte[] rounded = Runs.run(graph, Profiles.reference(), logits);
        byte[] truncated = Runs.run(graph, Profiles.named("generated-truncating-softmax"), logits);
        int[] exact = new int[4];
        double sum = 0;
        for (byte logit : logits) {
            sum += Math.exp(0.05 * logit);
        }
        for (int i = 0; i < 4; i++) {
            exact[i] = (int) Math.floor(256 * Math.exp(0.05 * logits[i]) / sum) - 128;
            assertEquals(exact[i], truncated[i]);
            assertEquals(Math.round(256 * Math.exp(0.05 * logits[i]) / sum) - 128, rounded[i]);
        }
    }

    /**
     * 1/3 and 1/7 have more than seven digits: the product of the printed ones crosses a half that the exact one does
     * not.
     */
    @Test
    void scalesOfSevenDigits() {
        byte[] input = {1};
        byte[] weights = {127};
        int differences = 0;
        for (int bias = 0; bias < 2_000_000; bias += 1_001) {
            NetworkBuilder network = new NetworkBuilder();
            int x = network.input(Quantization.perTensor(1 / 3f, 0), 1, 1);
            int w = network.constant(weights, Quantization.perTensor(1 / 1024f, 0), 1, 1);
            int b = network.integers(bias);
            Quantization out = Quantization.perTensor(7.7777777f, -128);
            Graph graph = network.build(
                    network.apply(new MatrixOp.FullyConnected(false, Activation.NONE), out, new int[] {1, 1}, x, w, b));
            double real = 127 * 0.3333333 / 1024 + bias * (1 / 3f) / 1024.0;
            int expected = (int) Math.clamp(Math.floor(real * (float) 0.1285714 + 0.5) - 128, -128, 127);
            assertArrayEquals(new byte[] {(byte) expected}, Runs.run(graph, Profiles.named("microtvm-native"), input));
        }
        assertEquals(0, differences);
    }
}
