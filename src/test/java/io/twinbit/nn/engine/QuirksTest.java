package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    /** Four probabilities, 91.8, 64.7, 20.5 and 79.0 of 256, two of which are cut to another integer than rounded. */
    @Test
    void softmaxTruncates() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Quantization.perTensor(0.05f, 0), 1, 4);
        Quantization probability = Quantization.perTensor(1f / 256, -128);
        Graph graph = network.build(network.apply(new ReductionOp.Softmax(1), probability, new int[] {1, 4}, x));
        byte[] logits = {10, 3, -20, 7};
        byte[] rounded = Runs.run(graph, Profiles.reference(), logits);
        byte[] truncated = Runs.run(graph, Profiles.named("generated-truncating-softmax"), logits);
        double sum = 0;
        for (byte logit : logits) {
            sum += Math.exp(0.05 * logit);
        }
        for (int i = 0; i < 4; i++) {
            double probability256 = 256 * Math.exp(0.05 * logits[i]) / sum;
            assertEquals((int) Math.floor(probability256) - 128, truncated[i]);
            assertEquals(Math.round(probability256) - 128, rounded[i]);
        }
    }

    /**
     * 1/3 and 1/7.7777777 have more than seven digits. Around each half the biases next to it, for some of which the
     * exact scales give the other integer.
     */
    @Test
    void scalesOfSevenDigits() {
        int differences = 0;
        for (int steps = 0; steps < 255; steps++) {
            int below = (int) ((steps + 0.5) / 0.1285714 * 3 * 1024) - 127;
            for (int bias = below - 2; bias <= below + 2; bias++) {
                int printed = connected(bias, (float) 0.3333333, (float) 0.1285714);
                assertEquals(printed, connected(bias), "bias " + bias);
                differences += printed == connected(bias, 1 / 3f, 1 / 7.7777777f) ? 0 : 1;
            }
        }
        assertTrue(differences > 0, "no bias tells the scales apart");
    }

    /** What the target gives for 1 times 127 and a bias; scales 1/3, 1/1024 and 7.7777777. */
    private static int connected(int bias) {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Quantization.perTensor(1 / 3f, 0), 1, 1);
        int w = network.constant(new byte[] {127}, Quantization.perTensor(1 / 1024f, 0), 1, 1);
        Quantization out = Quantization.perTensor(7.7777777f, -128);
        int b = network.integers(bias);
        Graph graph = network.build(
                network.apply(new MatrixOp.FullyConnected(false, Activation.NONE), out, new int[] {1, 1}, x, w, b));
        return Runs.run(graph, Profiles.named("microtvm-native"), new byte[] {1})[0];
    }

    /** The same in real numbers; the scale of the bias loses no digits there. */
    private static int connected(int bias, float in, float inverseOut) {
        double real = 127 * (double) in / 1024 + bias * (double) (1 / 3f) / 1024;
        return (int) Math.clamp(Math.floor(real * inverseOut + 0.5) - 128, -128, 127);
    }
}
