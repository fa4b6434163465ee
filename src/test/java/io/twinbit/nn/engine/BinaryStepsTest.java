package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.ExactArithmetic;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** ADD and MUL over random shapes that broadcast, up to rank 6, either operand a constant. */
class BinaryStepsTest {
    private final Random random = new Random(12);

    @Test
    void additionsAndProducts() {
        for (int round = 0; round < 500; round++) {
            check(true, Profiles.reference());
            check(true, Profiles.named("x-cube-ai"));
            check(false, Profiles.reference());
            check(false, Profiles.named("x-cube-ai"));
        }
    }

    private void check(boolean add, DeviceProfile profile) {
        int[] out = random.ints(random.nextInt(7), 1, 5).toArray();
        boolean shorterA = random.nextBoolean();
        int[] a = stretched(out, shorterA);
        int[] b = stretched(out, !shorterA);
        Arrays.setAll(out, i -> Math.max(at(a, out.length, i), at(b, out.length, i)));
        byte[] contentA = Runs.bytes(random, product(a));
        byte[] contentB = Runs.bytes(random, product(b));
        Quantization qa = Runs.quantization(random);
        Quantization qb = Runs.quantization(random);
        Quantization qo = Quantization.perTensor(0.05f + random.nextFloat() / 10, random.nextInt(256) - 128);
        Activation activation = Runs.oneOf(random, Activation.values());

        NetworkBuilder network = new NetworkBuilder();
        int constant = random.nextInt(3); // 0: none, 1: a, 2: b
        int x = constant == 1 ? network.constant(contentA, qa, a) : network.input(qa, a);
        int z = constant == 2 ? network.constant(contentB, qb, b) : network.input(qb, b);
        int y = network.apply(add ? new BroadcastOp.Add(activation) : new BroadcastOp.Mul(activation), qo, out, x, z);
        byte[][] inputs = switch (constant) {
            case 1 -> new byte[][] {contentB};
            case 2 -> new byte[][] {contentA};
            default -> new byte[][] {contentA, contentB};
        };

        byte[] expected = new byte[product(out)];
        for (int i = 0; i < expected.length; i++) {
            int u = contentA[index(a, out, i)] - qa.zeroPoint();
            int v = contentB[index(b, out, i)] - qb.zeroPoint();
            expected[i] = add
                    ? sum(u, v, qa, qb, qo, activation, profile)
                    : Runs.requantize(
                            profile.arithmetic(), u * v, (double) qa.scale() * qb.scale() / qo.scale(), activation, qo);
        }
        assertArrayEquals(
                expected, Runs.run(network.build(y), profile, inputs), Arrays.toString(a) + Arrays.toString(b));
    }

    private static byte sum(
            int u, int v, Quantization a, Quantization b, Quantization out, Activation activation,
            DeviceProfile profile) {
        double twice = 2 * (double) Math.max(a.scale(), b.scale());
        int left = scaled(u << 20, a.scale() / twice, profile);
        int right = scaled(v << 20, b.scale() / twice, profile);
        double scale = twice / ((1 << 20) * (double) out.scale());
        return Runs.requantize(profile.arithmetic(), left + right, scale, activation, out);
    }

    private static int scaled(int x, double real, DeviceProfile profile) {
        int[] factor = ExactArithmetic.multiplier(real);
        return profile.arithmetic().rounding() == Rounding.SINGLE
                ? ExactArithmetic.multiplySingle(x, factor[0], factor[1])
                : ExactArithmetic.multiplyDouble(x, factor[0], factor[1]);
    }

    /** A shape that stretches to {@code out}: some dimensions 1, if {@code shorter} some leading ones left out. */
    private int[] stretched(int[] out, boolean shorter) {
        int[] shape = out.clone();
        for (int i = 0; i < shape.length; i++) {
            shape[i] = random.nextInt(3) == 0 ? 1 : shape[i];
        }
        return shorter ? Arrays.copyOfRange(shape, random.nextInt(shape.length + 1), shape.length) : shape;
    }

    /** Size of dimension {@code i} of a shape aligned to {@code rank} at its end. */
    private static int at(int[] shape, int rank, int i) {
        int d = i - (rank - shape.length);
        return d < 0 ? 1 : shape[d];
    }

    /** Index in a stretched shape of the output's element {@code i}. */
    private static int index(int[] shape, int[] out, int i) {
        int index = 0;
        int stride = 1;
        int rest = i;
        for (int d = out.length - 1; d >= 0; d--) {
            int size = at(shape, out.length, d);
            index += size == 1 ? 0 : rest % out[d] * stride;
            stride *= size;
            rest /= out[d];
        }
        return index;
    }

    private static int product(int[] dims) {
        return Arrays.stream(dims).reduce(1, (p, q) -> p * q);
    }
}
