package io.twinbit.nn.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.NetworkBuilder;
import io.twinbit.testing.Profiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ElementwiseStepsTest {
    private static final Quantization PROBABILITY = Quantization.perTensor(1f / 256, -128);

    private final Random random = new Random(13);

    private static byte[] allBytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) (i - 128);
        }
        return all;
    }

    private static byte[] apply(Op op, Quantization in, Quantization out, DeviceProfile profile) {
        NetworkBuilder network = new NetworkBuilder();
        int y = network.apply(op, out, new int[] {256}, network.input(in, 256));
        return Runs.run(network.build(y), profile, allBytes());
    }

    @Test
    void reluAndRequantization() {
        for (int round = 0; round < 200; round++) {
            for (String name : new String[] {"tflm-reference", "x-cube-ai"}) {
                DeviceProfile profile = Profiles.named(name);
                Quantization in = Runs.quantization(random);
                Quantization out = Runs.quantization(random);
                byte[] relu = apply(new ElementwiseOp.Relu(), in, out, profile);
                byte[] quantize = apply(new ElementwiseOp.Quantize(), in, out, profile);
                for (int i = 0; i < 256; i++) {
                    int x = i - 128 - in.zeroPoint();
                    double scale = (double) in.scale() / out.scale();
                    assertEquals(Runs.requantize(profile.arithmetic(), x, scale, Activation.RELU, out), relu[i]);
                    assertEquals(Runs.requantize(profile.arithmetic(), x, scale, Activation.NONE, out), quantize[i]);
                }
            }
        }
    }

    @Test
    void relu6OnlyCutsOff() {
        Quantization in = Quantization.perTensor(0.1f, -20);
        byte[] out = apply(new ElementwiseOp.Relu6(), in, Quantization.perTensor(0.5f, 3), Profiles.reference());
        for (int i = 0; i < 256; i++) {
            assertEquals(Math.clamp(i - 128, -20, 40), out[i]);
        }
    }

    @Test
    void logisticIsTheSigmoidToTheNearestStep() {
        for (float scale : new float[] {0.001f, 0.03f, 0.1f, 0.4f}) {
            Quantization in = Quantization.perTensor(scale, random.nextInt(256) - 128);
            byte[] out = apply(new ElementwiseOp.Logistic(), in, PROBABILITY, Profiles.reference());
            for (int i = 0; i < 256; i++) {
                double sigmoid = 1 / (1 + Math.exp(-scale * (i - 128 - in.zeroPoint())));
                assertEquals(Math.min(sigmoid * 256 - 128, 127), out[i], 0.51, "scale " + scale + " x " + (i - 128));
            }
        }
    }

    @Test
    void logisticIsCutOffWhereItsFormatEnds() {
        byte[] out = apply(new ElementwiseOp.Logistic(), Quantization.perTensor(2, 0), PROBABILITY, Profiles.reference());
        for (int i = 0; i < 256; i++) { // 3 * 2 is the first beyond the radius of 15 in steps of 4
            int x = i - 128;
            double inside = 256 / (1 + Math.exp(-2 * x)) - 128;
            assertEquals(Math.abs(x) < 3 ? inside : x < 0 ? -128 : 127, out[i], 0.51);
        }
    }

    @Test
    void realNumbersQuantizeHalfAwayFromZeroAndSaturate() {
        float[] reals = {0, 0.25f, -0.25f, 0.75f, -0.75f, 1e30f, -1e30f, Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY, Float.NaN};
        byte[] expected = {10, 11, 9, 12, 8, 127, -128, 127, -128, 10};
        ByteBuffer input = ByteBuffer.allocate(4 * reals.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float real : reals) {
            input.putFloat(real);
        }
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(ElementType.FLOAT32, Quantization.NONE, reals.length);
        int y = network.apply(new ElementwiseOp.Quantize(), Quantization.perTensor(0.5f, 10), new int[] {reals.length}, x);
        assertArrayEquals(expected, Runs.run(network.build(y), Profiles.reference(), input.array()));
    }

    @Test
    void int16SaturatesAtItsOwnEnds() {
        byte[] in = floats(1e30f, -1e30f, Float.NaN, -0.75f);
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(ElementType.FLOAT32, Quantization.NONE, 4);
        int y = network.apply(new ElementwiseOp.Quantize(), ElementType.INT16, Quantization.perTensor(0.5f, 0), new int[] {4}, x);
        assertArrayEquals(shorts(32767, -32768, 0, -2), Runs.run(network.build(y), Profiles.reference(), in));
    }

    @Test
    void realNumbersAreCastTowardsZero() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(ElementType.FLOAT32, Quantization.NONE, 5);
        int y = network.apply(new ElementwiseOp.Cast(), ElementType.INT16, Quantization.NONE, new int[] {5}, x);
        byte[] in = floats(1.9f, -1.9f, Float.NaN, 65537.5f, -3e9f);
        assertArrayEquals(shorts(1, -1, 0, 1, 0), Runs.run(network.build(y), Profiles.reference(), in));
    }

    @Test
    void theRootOfWhatIsBelowZeroIsThatOfZero() {
        Quantization in = Quantization.perTensor(0.01f, 0);
        byte[] out = apply(new ElementwiseOp.Rsqrt(), in, Quantization.perTensor(0.1f, -128), Profiles.reference());
        for (int i = 0; i < 256; i++) {
            double root = i <= 128 ? 1e9 : 1 / Math.sqrt(0.01f * (i - 128));
            assertEquals(Math.min(127, root / 0.1f - 128), out[i], 0.51, "x " + (i - 128));
        }
    }

    @Test
    void tanhAndHardSwishAndEluAreNearTheRealFunctions() {
        Quantization in = Quantization.perTensor(0.04f, 5);
        byte[] tanh = apply(new ElementwiseOp.Tanh(), in, Quantization.perTensor(1f / 128, 0), Profiles.reference());
        Quantization out = Quantization.perTensor(0.05f, -90);
        byte[] swish = apply(new ElementwiseOp.HardSwish(), in, out, Profiles.reference());
        byte[] elu = apply(new ElementwiseOp.Elu(), in, out, Profiles.reference());
        for (int i = 0; i < 256; i++) {
            double x = 0.04f * (i - 128 - 5);
            assertEquals(Math.clamp(Math.tanh(x) * 128, -128, 127), tanh[i], 0.51);
            assertEquals(x * Math.clamp(x + 3, 0, 6) / 6 / 0.05f - 90, swish[i], 0.6);
            assertEquals(Math.min(127, (x < 0 ? Math.expm1(x) : x) / 0.05f - 90), elu[i], 0.51);
        }
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    private static byte[] shorts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    @Test
    void dequantizeMultipliesInDoublePrecision() {
        Quantization in = Quantization.perTensor(0.1f, -3);
        NetworkBuilder network = new NetworkBuilder();
        int y = network.apply(
                new ElementwiseOp.Dequantize(), ElementType.FLOAT32, Quantization.NONE, new int[] {256}, network.input(in, 256));
        byte[] out = Runs.run(network.build(y), Profiles.reference(), allBytes());
        for (int i = 0; i < 256; i++) {
            float real = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).getFloat(4 * i);
            assertEquals((float) ((double) 0.1f * (i - 128 + 3)), real);
        }
    }

    @Test
    void softmaxIsADistribution() {
        Quantization in = Quantization.perTensor(0.1f, 5);
        NetworkBuilder network = new NetworkBuilder();
        int y = network.apply(new ReductionOp.Softmax(1), PROBABILITY, new int[] {3, 10}, network.input(in, 3, 10));
        byte[] input = Runs.bytes(random, 30);
        byte[] out = Runs.run(network.build(y), Profiles.reference(), input);
        for (int i = 0; i < 30; i++) {
            double sum = 0;
            for (int j = i / 10 * 10; j < i / 10 * 10 + 10; j++) {
                sum += Math.exp(0.1f * (input[j] - input[i]));
            }
            assertEquals(Math.min(256 / sum - 128, 127), out[i], 0.51);
        }
    }

    @Test
    void softmaxOfManyEqualElementsIsZeroNotGarbage() {
        NetworkBuilder network = new NetworkBuilder();
        int x = network.input(Quantization.perTensor(0.1f, 0), 4000);
        int y = network.apply(new ReductionOp.Softmax(1), PROBABILITY, new int[] {4000}, x);
        byte[] out = Runs.run(network.build(y), Profiles.reference(), new byte[4000]);
        for (byte value : out) {
            assertEquals(-128, value);
        }
    }
}
