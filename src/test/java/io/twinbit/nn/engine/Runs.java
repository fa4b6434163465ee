package io.twinbit.nn.engine;

import io.twinbit.nn.device.Arithmetic;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.device.ScaleType;
import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.testing.ExactArithmetic;
import java.util.Random;

/** Runs one-operator networks, and what their slow counterparts share. */
final class Runs {
    private Runs() {}

    /** The first output of one inference. */
    static byte[] run(Graph graph, DeviceProfile profile, byte[]... inputs) {
        Interpreter interpreter = new Interpreter(Lowering.lower(graph, profile));
        for (int i = 0; i < inputs.length; i++) {
            interpreter.input(i).write(inputs[i], 0);
        }
        interpreter.invoke();
        byte[] output = new byte[interpreter.output(0).spec().bytes()];
        interpreter.output(0).read(output, 0);
        return output;
    }

    static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    static Quantization quantization(Random random) {
        return Quantization.perTensor(0.01f + random.nextFloat() / 10, random.nextInt(256) - 128);
    }

    static <T> T oneOf(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    /** Accumulator to output as the definition reads. */
    static byte requantize(Arithmetic arithmetic, int acc, double scale, Activation activation, Quantization out) {
        int[] factor = ExactArithmetic.multiplier(scale);
        int scaled = arithmetic.rounding() == Rounding.SINGLE
                ? ExactArithmetic.multiplySingle(acc, factor[0], factor[1])
                : ExactArithmetic.multiplyDouble(acc, factor[0], factor[1]);
        return clamp(scaled + out.zeroPoint(), activation, out);
    }

    static byte clamp(int value, Activation activation, Quantization out) {
        double low = switch (activation) {
            case NONE -> -128;
            case RELU, RELU6 -> out.zeroPoint();
            case RELU_N1_TO_1 -> out.zeroPoint() - Math.rint(1 / out.scale());
        };
        double high = switch (activation) {
            case NONE, RELU -> 127;
            case RELU6 -> out.zeroPoint() + Math.rint(6 / out.scale());
            case RELU_N1_TO_1 -> out.zeroPoint() + Math.rint(1 / out.scale());
        };
        return (byte) Math.max(Math.max(low, -128), Math.min(Math.min(high, 127), value));
    }

    static double convolutionScale(Arithmetic arithmetic, float in, float weights, float out) {
        if (arithmetic.convolutionScale() == ScaleType.FLOAT64) {
            return (double) in * (double) weights / (double) out;
        }
        float product = in * weights;
        return product / out;
    }
}
