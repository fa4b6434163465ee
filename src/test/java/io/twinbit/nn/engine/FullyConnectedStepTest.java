package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FullyConnectedStepTest {
    private final Random random = new Random(10);

    @Test
    void perTensorWithAZeroPointOfTheWeights() {
        for (int round = 0; round < 300; round++) {
            Quantization weights = Quantization.perTensor(0.01f + random.nextFloat() / 20, random.nextInt(256) - 128);
            check(weights, 1 + random.nextInt(9), Profiles.reference());
            check(weights, 1 + random.nextInt(9), Profiles.named("x-cube-ai"));
        }
    }

    @Test
    void perChannel() {
        for (int round = 0; round < 300; round++) {
            int units = 2 + random.nextInt(8);
            float[] scales = new float[units];
            for (int u = 0; u < units; u++) {
                scales[u] = 0.001f + random.nextFloat() / 20;
            }
            check(Quantization.perChannel(scales, new int[units], 0), units, Profiles.reference());
        }
    }

    private void check(Quantization weightsQuantization, int units, DeviceProfile profile) {
        int rows = 1 + random.nextInt(3);
        int depth = 1 + random.nextInt(40);
        Quantization in = Runs.quantization(random);
        Quantization out = Runs.quantization(random);
        Activation activation = Runs.oneOf(random, Activation.values());
        byte[] input = Runs.bytes(random, rows * depth);
        byte[] weights = Runs.bytes(random, units * depth);
        int[] bias = random.ints(units, -20_000, 20_000).toArray();
        boolean hasBias = random.nextBoolean();

        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(in, rows, 1, depth);
        int w = network.constant(weights, weightsQuantization, units, depth);
        int b = hasBias ? network.integers(bias) : -1;
        boolean keep = random.nextBoolean();
        int[] shape = keep ? new int[] {rows, 1, units} : new int[] {rows, units};
        int y = network.apply(new MatrixOp.FullyConnected(keep, activation), out, shape, x, w, b);

        byte[] expected = new byte[rows * units];
        for (int i = 0; i < expected.length; i++) {
            int u = i % units;
            int acc = hasBias ? bias[u] : 0;
            for (int d = 0; d < depth; d++) {
                int weight = weights[u * depth + d] - weightsQuantization.zeroPoint(u);
                acc += weight * (input[i / units * depth + d] - in.zeroPoint());
            }
            double scale = (double) in.scale() * weightsQuantization.scale(u) / out.scale();
            expected[i] = Runs.requantize(profile.arithmetic(), acc, scale, activation, out);
        }
        assertArrayEquals(expected, Runs.run(network.build(y), profile, input));
    }

    /** One unit that adds {@code bias} to 127 times its input. */
    private static Graph single(float inScale, float weightsScale, float outScale, int bias) {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Quantization.perTensor(inScale, 0), 1, 1);
        int w = network.constant(new byte[] {127}, Quantization.perTensor(weightsScale, 0), 1, 1);
        int b = network.integers(bias);
        Quantization out = Quantization.perTensor(outScale, 0);
        Op dense = new MatrixOp.FullyConnected(false, Activation.NONE);
        return network.build(network.apply(dense, out, new int[] {1, 1}, x, w, b));
    }

    @Test
    void theQuirkTakesNegativeTiesUp() {
        Graph graph = single(0.5f, 0.5f, 127f, 0); // 127 x / 508 = x / 4
        byte[] input = {-6};
        assertEquals(-2, Runs.run(graph, Profiles.named("tflm-before-2026-10"), input)[0]);
        assertEquals(-1, Runs.run(graph, Profiles.named("andes-nn"), input)[0]);
    }

    /** An accumulator between the two ties that the float32 and the float64 product of the scales put at 100.5. */
    @Test
    void derivationsDifferAtATie() {
        for (int round = 0; round < 100; round++) {
            float in = 0.001f + random.nextFloat() / 1000;
            float weights = 0.001f + random.nextFloat() / 1000;
            float out = 10 + random.nextFloat();
            double tieNow = 100.5 * out / ((double) in * weights);
            double tieBefore = 100.5 * out / (in * weights);
            if (Math.abs(tieNow - tieBefore) > 20) {
                Graph graph = single(in, weights, out, (int) ((tieNow + tieBefore) / 2));
                byte now = Runs.run(graph, Profiles.reference(), new byte[1])[0];
                byte before = Runs.run(graph, Profiles.named("tflm-before-2026-10"), new byte[1])[0];
                assertEquals(tieNow < tieBefore ? 101 : 100, now);
                assertEquals(tieNow < tieBefore ? 100 : 101, before);
                return;
            }
        }
        fail("no scales found whose products differ");
    }
}
