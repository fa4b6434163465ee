package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.ExactArithmetic;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** PAD, CONCATENATION and MEAN over random shapes and axes, element by element from the coordinates. */
class LayoutStepsTest {
    private final Random random = new Random(14);

    @Test
    void paddings() {
        for (int round = 0; round < 300; round++) {
            int[] in = random.ints(1 + random.nextInt(5), 1, 5).toArray();
            int[] paddings = random.ints(2L * in.length, 0, 3).toArray();
            int[] out = IntStream.range(0, in.length).map(d -> in[d] + paddings[2 * d] + paddings[2 * d + 1]).toArray();
            byte[] input = Runs.bytes(random, product(in));
            Quantization quantization = Runs.quantization(random);
            byte[] expected = new byte[product(out)];
            Arrays.fill(expected, (byte) quantization.zeroPoint());
            for (int i = 0; i < input.length; i++) {
                int[] at = coordinates(i, in);
                for (int d = 0; d < at.length; d++) {
                    at[d] += paddings[2 * d];
                }
                expected[index(at, out)] = input[i];
            }

            NetworkBuilder network = new NetworkBuilder();
            int x = network.input(quantization, in);
            int p = network.integers(paddings, in.length, 2);
            int y = network.apply(new LayoutOp.Pad(), quantization, out, x, p);
            assertArrayEquals(expected, Runs.run(network.build(y), Profiles.reference(), input));
        }
    }

    @Test
    void concatenations() {
        for (int round = 0; round < 300; round++) {
            int[] out = random.ints(1 + random.nextInt(4), 1, 5).toArray();
            int axis = random.nextInt(out.length);
            int pieces = 1 + random.nextInt(4);
            Quantization quantization = Runs.quantization(random);
            NetworkBuilder network = new NetworkBuilder();
            int[] sizes = random.ints(pieces, 1, 4).toArray();
            out[axis] = IntStream.of(sizes).sum();
            byte[] expected = Runs.bytes(random, product(out));
            Integer[] operands = new Integer[pieces];
            byte[][] inputs = new byte[pieces][];
            int constants = 0;
            int start = 0;
            for (int p = 0; p < pieces; p++) {
                byte[] piece = piece(expected, out, axis, start, sizes[p]);
                int[] dims = out.clone();
                dims[axis] = sizes[p];
                start += sizes[p];
                if (p > 0 && random.nextInt(4) == 0) {
                    operands[p] = network.constant(piece, quantization, dims);
                    constants++;
                } else {
                    operands[p] = network.input(quantization, dims);
                    inputs[p - constants] = piece;
                }
            }
            int named = random.nextBoolean() ? axis : axis - out.length;
            int y = network.apply(new LayoutOp.Concatenation(named, Activation.NONE), quantization, out, operands);
            byte[][] given = Arrays.copyOf(inputs, pieces - constants);
            assertArrayEquals(expected, Runs.run(network.build(y), Profiles.reference(), given));
        }
    }

    /** The elements whose coordinate along {@code axis} is in [start, start + size). */
    private static byte[] piece(byte[] whole, int[] dims, int axis, int start, int size) {
        int[] indices = IntStream.range(0, whole.length)
                .filter(i -> coordinates(i, dims)[axis] >= start && coordinates(i, dims)[axis] < start + size)
                .toArray();
        byte[] piece = new byte[indices.length];
        for (int i = 0; i < piece.length; i++) {
            piece[i] = whole[indices[i]];
        }
        return piece;
    }

    @Test
    void means() {
        for (int round = 0; round < 300; round++) {
            mean(Profiles.reference());
            mean(Profiles.named("x-cube-ai"));
        }
    }

    private void mean(DeviceProfile profile) {
        int[] dims = random.ints(1 + random.nextInt(5), 1, 6).toArray();
        int[] axes = random.ints(1 + random.nextInt(dims.length), -dims.length, dims.length).toArray();
        TreeSet<Integer> reduced = new TreeSet<>();
        IntStream.of(axes).forEach(a -> reduced.add(Math.floorMod(a, dims.length)));
        boolean keep = random.nextBoolean();
        int[] out = IntStream.range(0, dims.length)
                .filter(d -> keep || !reduced.contains(d))
                .map(d -> reduced.contains(d) ? 1 : dims[d])
                .toArray();
        byte[] input = Runs.bytes(random, product(dims));
        Quantization qi = Runs.quantization(random);
        Quantization qo = Runs.quantization(random);

        int[] kept = IntStream.range(0, dims.length).map(d -> reduced.contains(d) ? 1 : dims[d]).toArray();
        int[] sums = new int[product(kept)];
        int count = input.length / sums.length;
        for (int i = 0; i < input.length; i++) {
            int[] at = coordinates(i, dims);
            reduced.forEach(d -> at[d] = 0);
            sums[index(at, kept)] += input[i] - qi.zeroPoint();
        }
        byte[] expected = new byte[sums.length];
        int[] ratio = ExactArithmetic.multiplier((double) qi.scale() / qo.scale());
        int log = 31 - Integer.numberOfLeadingZeros(count);
        int mantissa = (int) (((long) ratio[0] << log) / count);
        for (int i = 0; i < sums.length; i++) {
            int scaled = profile.arithmetic().rounding() == Rounding.SINGLE
                    ? ExactArithmetic.multiplySingle(sums[i], mantissa, ratio[1] - log)
                    : ExactArithmetic.multiplyDouble(sums[i], mantissa, ratio[1] - log);
            expected[i] = Runs.clamp(scaled + qo.zeroPoint(), Activation.NONE, qo);
        }

        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(qi, dims);
        int y = network.apply(new ReductionOp.Mean(keep), qo, out, x, network.integers(axes));
        byte[] actual = Runs.run(network.build(y), profile, input);
        assertArrayEquals(expected, actual, Arrays.toString(dims) + Arrays.toString(axes));
    }

    private static int[] coordinates(int i, int[] dims) {
        int[] at = new int[dims.length];
        int rest = i;
        for (int d = dims.length - 1; d >= 0; d--) {
            at[d] = rest % dims[d];
            rest /= dims[d];
        }
        return at;
    }

    private static int index(int[] at, int[] dims) {
        int index = 0;
        for (int d = 0; d < dims.length; d++) {
            index = index * dims[d] + at[d];
        }
        return index;
    }

    private static int product(int[] dims) {
        return Arrays.stream(dims).reduce(1, (p, q) -> p * q);
    }
}
