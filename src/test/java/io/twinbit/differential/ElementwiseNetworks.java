package io.twinbit.differential;

import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import java.util.List;

/** {@link ElementwiseOp}s: output scales that equal the input's, lie near it, or anywhere. */
final class ElementwiseNetworks {
    private ElementwiseNetworks() {}

    static List<Generator> all() {
        return List.of(
                new Generator("relu", net -> rescaling(net, operand(net), new ElementwiseOp.Relu())),
                new Generator("relu6", ElementwiseNetworks::relu6),
                new Generator("leaky_relu", ElementwiseNetworks::leakyRelu),
                new Generator("elu", net -> rescaling(net, int8(net), new ElementwiseOp.Elu())),
                new Generator("hard_swish", net -> rescaling(net, int8(net), new ElementwiseOp.HardSwish())),
                new Generator("logistic", net -> sigmoid(net, new ElementwiseOp.Logistic(), 256, -128)),
                new Generator("tanh", net -> sigmoid(net, new ElementwiseOp.Tanh(), 128, 0)),
                new Generator("abs", net -> rescaling(net, operand(net), new ElementwiseOp.Abs())),
                new Generator("rsqrt", ElementwiseNetworks::rsqrt),
                new Generator("quantize_real", ElementwiseNetworks::quantizeReal),
                new Generator("quantize", ElementwiseNetworks::requantize),
                new Generator("quantize_width", ElementwiseNetworks::quantizeWidth),
                new Generator("dequantize", ElementwiseNetworks::dequantize),
                new Generator("dequantize_unsigned", ElementwiseNetworks::dequantizeUnsigned),
                new Generator("cast", ElementwiseNetworks::cast),
                new Generator("cast_real", ElementwiseNetworks::castReal));
    }

    private static int operand(RandomNetwork net) {
        return net.data(net.type(), net.isGraph() ? -1 : net.between(0, 5));
    }

    private static int int8(RandomNetwork net) {
        return net.data(ElementType.INT8, net.isGraph() ? -1 : net.between(0, 5));
    }

    private static void rescaling(RandomNetwork net, int x, Op op) {
        ElementType type = net.spec(x).type();
        if (net.maybe(0.4)) {
            net.applyLike(x, op, net.dims(x), x);
            return;
        }
        float scale = net.maybe(0.7) ? net.near(net.scaleOf(x) * net.uniform(0.2, 3)) : net.scale();
        net.apply(op, type, net.quantization(type, scale), net.dims(x), x);
    }

    private static void relu6(RandomNetwork net) {
        int x = operand(net);
        net.applyLike(x, new ElementwiseOp.Relu6(), net.dims(x), x);
    }

    private static void leakyRelu(RandomNetwork net) {
        float alpha = net.maybe(0.1) ? net.one(0, 1, 2) : (float) net.uniform(net.maybe(0.3) ? -1.5 : 0.001, 1.5);
        rescaling(net, operand(net), new ElementwiseOp.LeakyRelu(alpha));
    }

    /** Mostly with the one output quantization that the kernels compute for. */
    private static void sigmoid(RandomNetwork net, Op op, int steps, int zeroPoint) {
        int x = operand(net);
        ElementType type = net.spec(x).type();
        Quantization usual = type == ElementType.INT8
                ? Quantization.perTensor(1f / steps, zeroPoint)
                : Quantization.perTensor(1f / (1 << 15), 0);
        net.apply(op, type, net.maybe(0.9) ? usual : net.quantization(type), net.dims(x), x);
    }

    /** The root of what is below zero is an error, so the operand never is. */
    private static void rsqrt(RandomNetwork net) {
        int zeroPoint = net.between(-128, 100);
        int x = net.input(new RandomNetwork.Range(zeroPoint, 127), ElementType.INT8,
                Quantization.perTensor(net.scale(), zeroPoint), net.shape(net.between(1, 4)));
        float scale = net.near(1 / Math.sqrt(net.scaleOf(x)) * net.uniform(0.001, 0.02));
        net.apply(new ElementwiseOp.Rsqrt(), ElementType.INT8, net.quantization(ElementType.INT8, scale), net.dims(x), x);
    }

    private static void quantizeReal(RandomNetwork net) {
        int x = net.input(ElementType.FLOAT32, Quantization.NONE, net.shape(net.between(0, 4)));
        ElementType type = net.type();
        float scale = net.near(Math.pow(10, net.uniform(-4, 1)));
        net.apply(new ElementwiseOp.Quantize(), type, net.quantization(type, scale), net.dims(x), x);
    }

    private static void requantize(RandomNetwork net) {
        int x = operand(net);
        ElementType type = net.one(List.of(ElementType.INT8, ElementType.INT16, net.spec(x).type()));
        float width = type == net.spec(x).type() ? 1 : type == ElementType.INT8 ? 256 : 1f / 256;
        float scale = net.maybe(0.8) ? net.near(net.scaleOf(x) * width * net.uniform(0.2, 3)) : net.scale();
        net.apply(new ElementwiseOp.Quantize(), type, net.quantization(type, scale), net.dims(x), x);
    }

    /** Between int32 or uint8 and what the kernels convert them to or from. */
    private static void quantizeWidth(RandomNetwork net) {
        int[] dims = net.shape(net.between(1, 4));
        float scale = net.scale();
        Quantization wide = Quantization.perTensor(scale, 0);
        Quantization unsigned = Quantization.perTensor(net.near(scale * net.uniform(0.5, 2)), net.one(0, 128, 255, 77));
        Quantization signed = net.quantization(ElementType.INT8, net.maybe(0.4) ? unsigned.scale() : scale);
        ElementType narrow = net.type();
        switch (net.between(0, 3)) {
            case 0 -> quantize(net, net.input(ElementType.UINT8, unsigned, dims), ElementType.INT8, signed);
            case 1 -> quantize(net, net.input(ElementType.INT8, signed, dims), ElementType.UINT8, unsigned);
            case 2 -> quantize(net, net.data(narrow, -1), ElementType.INT32, wide);
            default -> {
                RandomNetwork.Range range = new RandomNetwork.Range(-(1 << 20), 1 << 20);
                int x = net.input(range, ElementType.INT32, wide, dims);
                float to = net.near(scale * (narrow == ElementType.INT8 ? 8192 : 32) * net.uniform(0.3, 2));
                quantize(net, x, narrow, net.quantization(narrow, to));
            }
        }
    }

    private static void quantize(RandomNetwork net, int x, ElementType type, Quantization quantization) {
        net.apply(new ElementwiseOp.Quantize(), type, quantization, net.dims(x), x);
    }

    private static void dequantizeUnsigned(RandomNetwork net) {
        int x = net.input(ElementType.UINT8, Quantization.perTensor(net.scale(), net.one(0, 128, 255)), net.shape(2));
        net.apply(new ElementwiseOp.Dequantize(), ElementType.FLOAT32, Quantization.NONE, net.dims(x), x);
    }

    /** From float32 to int32 only: what does not fit is not defined. */
    private static void castReal(RandomNetwork net) {
        if (net.maybe(0.5)) {
            int x = net.input(ElementType.FLOAT32, Quantization.NONE, net.shape(net.between(1, 4)));
            ElementType to = net.one(List.of(ElementType.INT32, ElementType.FLOAT32));
            net.apply(new ElementwiseOp.Cast(), to, Quantization.NONE, net.dims(x), x);
            return;
        }
        ElementType from = net.one(List.of(ElementType.INT8, ElementType.INT16, ElementType.INT32, ElementType.BOOL));
        RandomNetwork.Range range = from == ElementType.BOOL ? new RandomNetwork.Range(0, 1) : new RandomNetwork.Range(-128, 127);
        int x = net.input(range, from, net.quantization(from), net.shape(net.between(1, 4)));
        net.apply(new ElementwiseOp.Cast(), ElementType.FLOAT32, Quantization.NONE, net.dims(x), x);
    }

    private static void dequantize(RandomNetwork net) {
        int x = operand(net);
        int real = net.apply(new ElementwiseOp.Dequantize(), ElementType.FLOAT32, Quantization.NONE, net.dims(x), x);
        if (net.maybe(0.2)) {
            int[] dims = {1, net.spec(x).shape().elements()};
            net.apply(new LayoutOp.Reshape(), ElementType.FLOAT32, Quantization.NONE, dims, real);
        }
    }

    private static void cast(RandomNetwork net) {
        List<ElementType> types = List.of(ElementType.INT8, ElementType.INT16, ElementType.INT32);
        ElementType from = net.one(types);
        int x = from == ElementType.INT32
                ? net.input(new RandomNetwork.Range(-100_000, 100_000), from, Quantization.NONE, net.shape(net.between(1, 4)))
                : net.data(from, -1);
        ElementType to = net.one(types);
        net.apply(new ElementwiseOp.Cast(), to, net.quantization(to), net.dims(x), x);
    }
}
