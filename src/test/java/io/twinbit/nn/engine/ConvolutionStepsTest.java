package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.Padding;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** CONV_2D and DEPTHWISE_CONV_2D against loops written from the definition: padding is skipped, nothing is folded. */
class ConvolutionStepsTest {
    private final Random random = new Random(9);

    @Test
    void convolutionsOfAllKinds() {
        for (int round = 0; round < 300; round++) {
            check(false, Profiles.reference());
            check(false, Profiles.named("x-cube-ai"));
        }
    }

    @Test
    void depthwiseConvolutionsOfAllKinds() {
        for (int round = 0; round < 300; round++) {
            check(true, Profiles.reference());
            check(true, Profiles.named("x-cube-ai"));
        }
    }

    /** One random geometry; {@code depth} input channels make one output channel. */
    private record Geometry(
            int n, int h, int w, int inC, int outC, int depth, int kh, int kw, int sh, int sw, int dh, int dw,
            Padding padding) {
        int outH() {
            return out(h, kh, sh, dh);
        }

        int outW() {
            return out(w, kw, sw, dw);
        }

        private int out(int in, int k, int s, int d) {
            return padding == Padding.SAME ? (in + s - 1) / s : (in - (k - 1) * d - 1) / s + 1;
        }

        int before(int in, int out, int k, int s, int d) {
            return padding == Padding.VALID ? 0 : Math.max(0, (out - 1) * s + (k - 1) * d + 1 - in) / 2;
        }
    }

    private Geometry geometry(boolean depthwise) {
        int kh = 1 + random.nextInt(4);
        int kw = 1 + random.nextInt(4);
        int dh = 1 + random.nextInt(2);
        int dw = 1 + random.nextInt(2);
        int groups = 1 + random.nextInt(3);
        int depth = depthwise ? 1 : 1 + random.nextInt(5);
        int perGroup = 1 + random.nextInt(4);
        return new Geometry(
                1 + random.nextInt(2), (kh - 1) * dh + 1 + random.nextInt(6), (kw - 1) * dw + 1 + random.nextInt(6),
                groups * depth, groups * perGroup, depth, kh, kw, 1 + random.nextInt(3), 1 + random.nextInt(3), dh, dw,
                Runs.oneOf(random, Padding.values()));
    }

    private void check(boolean depthwise, DeviceProfile profile) {
        Geometry g = geometry(depthwise);
        Quantization in = Runs.quantization(random);
        Quantization out = Runs.quantization(random);
        Activation activation = Runs.oneOf(random, Activation.values());
        boolean perChannel = random.nextBoolean();
        Quantization weightsQuantization =
                perChannel ? perChannel(g.outC, depthwise ? 3 : 0) : Quantization.perTensor(0.02f, 0);
        byte[] weights = Runs.bytes(random, g.outC * g.kh * g.kw * g.depth);
        int[] bias = IntStream.range(0, g.outC).map(_ -> random.nextInt(20_000) - 10_000).toArray();
        byte[] input = Runs.bytes(random, g.n * g.h * g.w * g.inC);
        boolean hasBias = random.nextBoolean();

        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(in, g.n, g.h, g.w, g.inC);
        int[] shape = depthwise ? new int[] {1, g.kh, g.kw, g.outC} : new int[] {g.outC, g.kh, g.kw, g.depth};
        int w = network.constant(weights, weightsQuantization, shape);
        int b = hasBias ? network.integers(bias) : Node.ABSENT;
        Op op = depthwise
                ? new MatrixOp.DepthwiseConv2d(g.padding, g.sh, g.sw, g.dh, g.dw, g.outC / g.inC, activation)
                : new MatrixOp.Conv2d(g.padding, g.sh, g.sw, g.dh, g.dw, activation);
        Integer[] operands = hasBias ? new Integer[] {x, w, b} : new Integer[] {x, w};
        int y = network.apply(op, out, new int[] {g.n, g.outH(), g.outW(), g.outC}, operands);

        byte[] expected = new byte[g.n * g.outH() * g.outW() * g.outC];
        for (int i = 0; i < expected.length; i++) {
            int c = i % g.outC;
            int acc = sum(g, depthwise, input, in.zeroPoint(), weights, i) + (hasBias ? bias[c] : 0);
            double scale = Runs.convolutionScale(
                    profile.arithmetic(), in.scale(), weightsQuantization.scale(c), out.scale());
            expected[i] = Runs.requantize(profile.arithmetic(), acc, scale, activation, out);
        }
        assertArrayEquals(expected, Runs.run(network.build(y), profile, input), g.toString());
    }

    private Quantization perChannel(int channels, int axis) {
        float[] scales = new float[channels];
        for (int c = 0; c < channels; c++) {
            scales[c] = 0.001f + random.nextFloat() / 20;
        }
        return Quantization.perChannel(scales, new int[channels], axis);
    }

    /** Sum of products for element {@code i} of the output (n, h, w, c). */
    private static int sum(Geometry g, boolean depthwise, byte[] input, int zeroPoint, byte[] weights, int i) {
        int c = i % g.outC;
        int top = i / g.outC / g.outW() % g.outH() * g.sh - g.before(g.h, g.outH(), g.kh, g.sh, g.dh);
        int left = i / g.outC % g.outW() * g.sw - g.before(g.w, g.outW(), g.kw, g.sw, g.dw);
        int n = i / g.outC / g.outW() / g.outH();
        int firstChannel = c / (g.outC / (g.inC / g.depth)) * g.depth;
        int sum = 0;
        for (int ky = 0; ky < g.kh; ky++) {
            for (int kx = 0; kx < g.kw; kx++) {
                int y = top + ky * g.dh;
                int x = left + kx * g.dw;
                if (y < 0 || y >= g.h || x < 0 || x >= g.w) {
                    continue;
                }
                for (int d = 0; d < g.depth; d++) {
                    int cell = input[((n * g.h + y) * g.w + x) * g.inC + firstChannel + d] - zeroPoint;
                    int tap = ky * g.kw + kx;
                    sum += cell * weights[depthwise ? tap * g.outC + c : (c * g.kh * g.kw + tap) * g.depth + d];
                }
            }
        }
        return sum;
    }
}
