package io.twinbit.differential;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.RecurrentOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** {@link RecurrentOp}s: state of int8 and int16 that runs on over the invocations. */
final class RecurrentNetworks {
    private RecurrentNetworks() {}

    static List<Generator> all() {
        return List.of(new Generator("svdf", RecurrentNetworks::svdf), new Generator("lstm", RecurrentNetworks::lstm));
    }

    private static void svdf(RandomNetwork net) {
        int batch = net.one(1, 1, 2);
        int depth = net.between(1, 8);
        int units = net.between(1, 5);
        int rank = net.one(1, 1, 2, 3);
        int memory = net.between(1, 6);
        int filters = units * rank;
        int x = net.dataOf(ElementType.INT8, batch, depth);
        ElementType type = net.one(List.of(ElementType.INT8, ElementType.INT16));
        int features = net.constant(ElementType.INT8, symmetric(net.scale()), filters, depth);
        int times = net.constant(type, symmetric(net.scale()), filters, memory);
        double range = net.scaleOf(x) * net.scaleOf(features) * 100 * Math.sqrt(depth) * net.uniform(0.3, 2);
        float stateScale = net.near(type == ElementType.INT8 ? range : range / 256);
        int state = net.variable(type, symmetric(stateScale), batch, memory * filters);
        float biasScale = RandomNetwork.real(stateScale * net.scaleOf(times));
        int bias = net.constant(biases(net, ElementType.INT32, units), ElementType.INT32, symmetric(biasScale), units);
        double elements = type == ElementType.INT8 ? 70 : 256 * 70;
        float scale = net.near(stateScale * net.scaleOf(times) * elements * Math.sqrt(memory * rank) * net.uniform(0.3, 2));
        net.apply(new RecurrentOp.Svdf(rank, Activation.RELU), ElementType.INT8, net.quantization(ElementType.INT8, scale),
                new int[] {batch, units}, x, features, times, bias, state);
    }

    private static void lstm(RandomNetwork net) {
        int batch = net.one(1, 1, 2);
        int steps = net.between(1, 4);
        int depth = net.between(1, 5);
        int units = net.between(1, 5);
        boolean timeMajor = net.maybe(0.5);
        ElementType type = net.type();
        int x = net.dataOf(type, timeMajor ? new int[] {steps, batch, depth} : new int[] {batch, steps, depth});
        Quantization hidden = type == ElementType.INT8
                ? Quantization.perTensor(net.near(1.0 / 128 * net.uniform(0.5, 1.5)), net.one(0, 0, -1, 5))
                : Quantization.perTensor(1f / 32_768, 0);
        Integer[] operands = new Integer[24];
        Arrays.fill(operands, -1);
        operands[0] = x;
        ElementType biasType = type == ElementType.INT8 ? ElementType.INT32 : ElementType.INT64;
        for (int gate = 0; gate < 4; gate++) {
            operands[1 + gate] = weights(net, units, depth);
            operands[5 + gate] = weights(net, units, units);
            operands[12 + gate] = net.constant(biases(net, biasType, units), biasType,
                    symmetric(RandomNetwork.real(net.scaleOf(x) * net.scaleOf(operands[1 + gate]))), units);
        }
        operands[18] = net.variable(type, hidden, batch, units);
        operands[19] = net.variable(ElementType.INT16, symmetric(Math.scalb(1f, -net.between(10, 15))), batch, units);
        float clip = net.maybe(0.5) ? 0 : (float) net.uniform(0.5, 8);
        int[] out = timeMajor ? new int[] {steps, batch, units} : new int[] {batch, steps, units};
        net.apply(new RecurrentOp.UnidirectionalSequenceLstm(clip, 0, timeMajor), type, hidden, out, operands);
    }

    private static int weights(RandomNetwork net, int units, int depth) {
        return net.constant(ElementType.INT8, symmetric(RandomNetwork.real(Math.pow(10, net.uniform(-3, -1.5)))), units, depth);
    }

    private static Quantization symmetric(float scale) {
        return Quantization.perTensor(scale, 0);
    }

    private static byte[] biases(RandomNetwork net, ElementType type, int units) {
        int most = net.one(0, 100, 10_000, 1 << 20);
        return RandomNetwork.littleEndian(type, IntStream.range(0, units).mapToLong(i -> net.between(-most, most)).toArray());
    }
}
