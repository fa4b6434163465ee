package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.Padding;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** TRANSPOSE_CONV against its definition: every input pixel is spread over the outputs, nothing is split or folded. */
class TransposeConvStepTest {
    private final Random random = new Random(12);

    private record Geometry(
            int n, int h, int w, int depth, int units, int kh, int kw, int sh, int sw, Padding padding) {
        int outH() {
            return out(h, kh, sh);
        }

        int outW() {
            return out(w, kw, sw);
        }

        private int out(int in, int k, int s) {
            return padding == Padding.SAME ? in * s : (in - 1) * s + k;
        }

        int before(int in, int k, int s) {
            return padding == Padding.VALID ? 0 : Math.max(0, (in - 1) * s + k - in * s) / 2;
        }
    }

    @Test
    void equalsTheScatteredSums() {
        for (int round = 0; round < 300; round++) {
            check(Profiles.reference());
            check(Profiles.named("x-cube-ai"));
        }
    }

    private void check(DeviceProfile profile) {
        Geometry g = new Geometry(
                1 + random.nextInt(2), 1 + random.nextInt(5), 1 + random.nextInt(5), 1 + random.nextInt(4),
                1 + random.nextInt(4), 1 + random.nextInt(5), 1 + random.nextInt(5), 1 + random.nextInt(4),
                1 + random.nextInt(4), Runs.oneOf(random, Padding.values()));
        Quantization in = Runs.quantization(random);
        Quantization out = Runs.quantization(random);
        Activation activation = Runs.oneOf(random, Activation.values());
        byte[] weights = Runs.bytes(random, g.units * g.kh * g.kw * g.depth);
        byte[] input = Runs.bytes(random, g.n * g.h * g.w * g.depth);
        int[] bias = random.ints(g.units, -10_000, 10_000).toArray();

        NetworkBuilder network = new NetworkBuilder();
        int[] shape = {g.n, g.outH(), g.outW(), g.units};
        int s = network.integers(shape);
        int x = network.input(in, g.n, g.h, g.w, g.depth);
        int w = network.constant(weights, Quantization.perTensor(0.02f, 0), g.units, g.kh, g.kw, g.depth);
        int b = network.integers(bias);
        Op op = new MatrixOp.TransposeConv(g.padding, g.sh, g.sw, activation);
        int y = network.apply(op, out, shape, s, w, x, b);

        int[] sums = sums(g, input, in.zeroPoint(), weights);
        byte[] expected = new byte[sums.length];
        double scale = Runs.convolutionScale(profile.arithmetic(), in.scale(), 0.02f, out.scale());
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Runs.requantize(profile.arithmetic(), sums[i] + bias[i % g.units], scale, activation, out);
        }
        assertArrayEquals(expected, Runs.run(network.build(y), profile, input), g.toString());
    }

    private static int[] sums(Geometry g, byte[] input, int zeroPoint, byte[] weights) {
        int[] sums = new int[g.n * g.outH() * g.outW() * g.units];
        for (int i = 0; i < input.length; i++) {
            int d = i % g.depth;
            int left = i / g.depth % g.w * g.sw - g.before(g.w, g.kw, g.sw);
            int top = i / g.depth / g.w % g.h * g.sh - g.before(g.h, g.kh, g.sh);
            int n = i / g.depth / g.w / g.h;
            for (int j = d; j < weights.length; j += g.depth) {
                int x = left + j / g.depth % g.kw;
                int y = top + j / g.depth / g.kw % g.kh;
                int u = j / g.depth / g.kw / g.kh;
                if (x >= 0 && x < g.outW() && y >= 0 && y < g.outH()) {
                    sums[((n * g.outH() + y) * g.outW() + x) * g.units + u] += (input[i] - zeroPoint) * weights[j];
                }
            }
        }
        return sums;
    }
}
