package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** BATCH_MATMUL, and FULLY_CONNECTED with weights that are an input, against sums written from the definition. */
class MatmulStepTest {
    private final Random random = new Random(13);

    @Test
    void matricesOfABatchMeetOneOrTheirLike() {
        for (int round = 0; round < 400; round++) {
            check(1 + random.nextInt(3), random.nextBoolean(), random.nextBoolean());
        }
    }

    /** {@code batches} matrices on the left; on the right as many or one. */
    private void check(int batches, boolean adjointLeft, boolean adjointRight) {
        int m = 1 + random.nextInt(5);
        int k = 1 + random.nextInt(30);
        int n = 1 + random.nextInt(5);
        int rightBatches = random.nextBoolean() ? batches : 1;
        Quantization left = Runs.quantization(random);
        Quantization right = Runs.quantization(random);
        Quantization out = Runs.quantization(random);
        byte[] a = Runs.bytes(random, batches * m * k);
        byte[] b = Runs.bytes(random, rightBatches * k * n);
        boolean constant = random.nextBoolean();

        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(left, batches, adjointLeft ? k : m, adjointLeft ? m : k);
        int[] shape = {rightBatches, adjointRight ? n : k, adjointRight ? k : n};
        int w = constant ? network.constant(b, right, shape) : network.input(right, shape);
        MatrixOp op = new MatrixOp.BatchMatmul(adjointLeft, adjointRight);
        int y = network.apply(op, out, new int[] {batches, m, n}, x, w);

        byte[] expected = new byte[batches * m * n];
        for (int e = 0; e < expected.length; e++) {
            int row = e / n % m;
            int column = e % n;
            int leftAt = e / n / m * m * k;
            int rightAt = rightBatches == 1 ? 0 : e / n / m * k * n;
            int acc = 0;
            for (int i = 0; i < k; i++) {
                int p = a[leftAt + (adjointLeft ? i * m + row : row * k + i)] - left.zeroPoint();
                int q = b[rightAt + (adjointRight ? column * k + i : i * n + column)] - right.zeroPoint();
                acc += p * q;
            }
            double scale = (double) left.scale() * right.scale() / out.scale();
            expected[e] = Runs.requantize(Profiles.reference().arithmetic(), acc, scale, Activation.NONE, out);
        }
        byte[][] inputs = constant ? new byte[][] {a} : new byte[][] {a, b};
        assertArrayEquals(expected, Runs.run(network.build(y), Profiles.reference(), inputs));
    }

    @Test
    void weightsMayBeAnInput() {
        for (int round = 0; round < 100; round++) {
            int rows = 1 + random.nextInt(3);
            int depth = 1 + random.nextInt(20);
            int units = 1 + random.nextInt(5);
            Quantization in = Runs.quantization(random);
            Quantization weights = Runs.quantization(random);
            Quantization out = Runs.quantization(random);
            int[] bias = random.ints(units, -9_000, 9_000).toArray();
            byte[] a = Runs.bytes(random, rows * depth);
            byte[] b = Runs.bytes(random, units * depth);

            NetworkBuilder network = new NetworkBuilder();
            int x = network.input(in, rows, depth);
            int w = network.input(weights, units, depth);
            MatrixOp op = new MatrixOp.FullyConnected(false, Activation.RELU);
            int y = network.apply(op, out, new int[] {rows, units}, x, w, network.integers(bias));

            byte[] expected = new byte[rows * units];
            for (int e = 0; e < expected.length; e++) {
                int acc = bias[e % units];
                for (int i = 0; i < depth; i++) {
                    acc += (a[e / units * depth + i] - in.zeroPoint())
                            * (b[e % units * depth + i] - weights.zeroPoint());
                }
                double scale = (double) in.scale() * weights.scale() / out.scale();
                expected[e] = Runs.requantize(Profiles.reference().arithmetic(), acc, scale, Activation.RELU, out);
            }
            assertArrayEquals(expected, Runs.run(network.build(y), Profiles.reference(), a, b));
        }
    }
}
