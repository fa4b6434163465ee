package io.twinbit.differential;

import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.Padding;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** {@link MatrixOp}s: int8 and int16 data, int8 and int4 weights, one scale or one a unit, with or without bias. */
final class MatrixNetworks {
    private MatrixNetworks() {}

    static List<Generator> all() {
        return List.of(
                new Generator("conv_2d", MatrixNetworks::conv2d),
                new Generator("depthwise_conv_2d", MatrixNetworks::depthwiseConv2d),
                new Generator("fully_connected", MatrixNetworks::fullyConnected),
                new Generator("transpose_conv", MatrixNetworks::transposeConv),
                new Generator("batch_matmul", MatrixNetworks::batchMatmul));
    }

    private static void conv2d(RandomNetwork net) {
        int wanted = net.one(1, 1, 1, 2, 3);
        int x = net.image(net.type(), wanted);
        int[] image = net.dims(x);
        int groups = image[3] % wanted == 0 ? wanted : 1;
        int units = groups * net.between(1, 4);
        Windows windows = Windows.of(net, image, true);
        int w = weights(net, x, 0, units, windows.rows().cells(), windows.columns().cells(), image[3] / groups);
        int depth = windows.rows().cells() * windows.columns().cells() * image[3] / groups;
        int bias = bias(net, units, x, w, ElementType.INT64, ElementType.INT32);
        Op op = new MatrixOp.Conv2d(windows.padding(), windows.rows().stride(), windows.columns().stride(),
                windows.rows().dilation(), windows.columns().dilation(), net.activation(), bias < 0 && net.maybe(0.5));
        net.apply(op, net.spec(x).type(), outputScale(net, x, w, depth), windows.output(image[0], units), x, w, bias);
    }

    private static void depthwiseConv2d(RandomNetwork net) {
        int x = net.image(net.type(), 1);
        int[] image = net.dims(x);
        int multiplier = net.one(1, 1, 2, 3);
        int channels = image[3] * multiplier;
        Windows windows = Windows.of(net, image, true);
        int w = weights(net, x, 3, 1, windows.rows().cells(), windows.columns().cells(), channels);
        int depth = windows.rows().cells() * windows.columns().cells();
        Op op = new MatrixOp.DepthwiseConv2d(windows.padding(), windows.rows().stride(), windows.columns().stride(),
                windows.rows().dilation(), windows.columns().dilation(), multiplier, net.activation());
        int bias = bias(net, channels, x, w, ElementType.INT64);
        Integer[] operands = bias < 0 ? new Integer[] {x, w} : new Integer[] {x, w, bias}; // an absent one aborts
        net.apply(op, net.spec(x).type(), outputScale(net, x, w, depth), windows.output(image[0], channels), operands);
    }

    private static void fullyConnected(RandomNetwork net) {
        int x = net.data(net.type(), net.one(1, 2, 2, 3, 4));
        int[] dims = net.dims(x);
        boolean keepsDims = net.maybe(0.5);
        boolean flattens = dims.length > 1 && !keepsDims && net.maybe(0.3);
        int elements = Shape.of(dims).elements();
        int depth = flattens ? elements / dims[0] : dims[dims.length - 1];
        int units = net.between(1, 6);
        int w = net.maybe(0.15) ? net.dataOf(ElementType.INT8, units, depth) : weights(net, x, 0, units, depth);
        int[] kept = dims.clone();
        kept[kept.length - 1] = units;
        int bias = bias(net, units, x, w, ElementType.INT64, ElementType.INT32);
        Op op = new MatrixOp.FullyConnected(keepsDims, net.activation(), bias < 0 && net.maybe(0.5));
        int[] out = keepsDims ? kept : new int[] {elements / depth, units};
        net.apply(op, net.spec(x).type(), outputScale(net, x, w, depth), out, x, w, bias);
    }

    private static void transposeConv(RandomNetwork net) {
        int x = net.image(net.type(), 1);
        int[] image = net.dims(x);
        int units = net.between(1, 4);
        Padding padding = net.one(List.of(Padding.values()));
        int[] window = {net.between(1, 4), net.between(1, 4)};
        int[] stride = {net.one(1, 2, 2, 3), net.one(1, 2, 2, 3)};
        int[] out = {image[0], 0, 0, units};
        for (int i = 0; i < 2; i++) {
            int extra = net.maybe(0.2) ? net.between(0, stride[i] - 1) : 0;
            out[i + 1] = padding == Padding.SAME
                    ? image[i + 1] * stride[i] - extra
                    : (image[i + 1] - 1) * stride[i] + window[i] + extra;
            out[i + 1] = net.maybe(0.1) ? net.between(1, 12) : out[i + 1]; // what falls beside it is left out
        }
        int w = symmetricWeights(net, 0, units, window[0], window[1], image[3]);
        Op op = new MatrixOp.TransposeConv(padding, stride[0], stride[1], net.activation());
        Quantization scale = outputScale(net, x, w, window[0] * window[1] * image[3]);
        net.apply(op, net.spec(x).type(), scale, out, net.integers(out), w, x,
                bias(net, units, x, w, ElementType.INT64, ElementType.INT16));
    }

    private static void batchMatmul(RandomNetwork net) {
        int left = net.data(net.type(), net.one(2, 2, 3, 4, 5));
        int[] a = net.dims(left);
        int rank = a.length;
        boolean adjointLeft = net.maybe(0.3);
        boolean adjointRight = net.maybe(0.5);
        int depth = adjointLeft ? a[rank - 2] : a[rank - 1];
        int rows = adjointLeft ? a[rank - 1] : a[rank - 2];
        int columns = net.between(1, 6);
        int rightRank = net.maybe(0.3) ? net.between(2, 5) : rank;
        int[] b = new int[rightRank];
        for (int i = 2; i < rightRank; i++) {
            int same = fromLast(a, i);
            b[rightRank - 1 - i] = net.maybe(0.2) ? 1 : same == 1 && net.maybe(0.2) ? 2 : same;
        }
        b[rightRank - 2] = adjointRight ? columns : depth;
        b[rightRank - 1] = adjointRight ? depth : columns;
        ElementType type = net.spec(left).type();
        int right = net.maybe(0.4) ? net.constant(type, net.quantization(type), b) : net.dataOf(type, b);
        int outRank = Math.max(rank, rightRank);
        int[] out = new int[outRank];
        Arrays.setAll(out, i -> Math.max(fromLast(a, outRank - 1 - i), fromLast(b, outRank - 1 - i)));
        out[outRank - 2] = rows;
        out[outRank - 1] = columns;
        net.apply(new MatrixOp.BatchMatmul(adjointLeft, adjointRight), type, outputScale(net, left, right, depth), out,
                left, right);
    }

    private static int fromLast(int[] dims, int i) {
        return i < dims.length ? dims[dims.length - 1 - i] : 1;
    }

    /** Weights for data {@code x}, whose units lie along dimension {@code axis}; now and then packed in int4. */
    private static int weights(RandomNetwork net, int x, int axis, int... dims) {
        boolean packs = net.spec(x).type() == ElementType.INT8 && net.maybe(0.15);
        if (!packs) {
            return dims.length == 2 && net.spec(x).type() == ElementType.INT8 && net.maybe(0.2)
                    ? net.constant(ElementType.INT8, net.quantization(ElementType.INT8), dims)
                    : symmetricWeights(net, axis, dims);
        }
        boolean perChannel = dims.length != 2 && net.maybe(0.7);
        return net.constant(ElementType.INT4, scales(net, axis, perChannel ? dims[axis] : 1), dims);
    }

    /** Now and then all are at the end of their range, or those of one unit are 0 (a dead channel). */
    private static int symmetricWeights(RandomNetwork net, int axis, int... dims) {
        Quantization scales = scales(net, axis, net.maybe(0.7) ? dims[axis] : 1);
        if (net.maybe(0.1)) {
            byte[] content = new byte[Shape.of(dims).elements()];
            Arrays.fill(content, (byte) net.one(-128, 0, 127));
            return net.constant(content, ElementType.INT8, scales, dims);
        }
        return net.constant(ElementType.INT8, scales, dims);
    }

    private static Quantization scales(RandomNetwork net, int axis, int channels) {
        float[] scales = new float[channels];
        for (int c = 0; c < channels; c++) {
            scales[c] = net.scale();
        }
        return Quantization.perChannel(scales, new int[channels], axis);
    }

    /** Int32 beside int8; one of {@code types}, mostly the first, beside int16; often none. */
    private static int bias(RandomNetwork net, int units, int x, int w, ElementType... types) {
        if (net.maybe(0.25)) {
            return -1;
        }
        ElementType type = net.spec(x).type() == ElementType.INT8
                ? ElementType.INT32
                : types[net.maybe(0.7) ? 0 : types.length - 1];
        int most = type == ElementType.INT16 ? Short.MAX_VALUE : net.one(0, 100, 10_000, 1 << 16, 1 << 20);
        long[] values = IntStream.range(0, units).mapToLong(i -> net.between(-most, most)).toArray();
        if (type != ElementType.INT16 && net.isWild(0.05)) {
            values[net.between(0, units - 1)] =
                    net.one(1 << 30, -(1 << 30), (1 << 30) - 1, Integer.MAX_VALUE, Integer.MIN_VALUE);
        }
        Quantization weights = net.spec(w).quantization();
        float[] scales = new float[weights.channels()];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = RandomNetwork.real(net.scaleOf(x) * weights.scale(c));
        }
        return net.constant(RandomNetwork.littleEndian(type, values), type,
                Quantization.perChannel(scales, new int[scales.length], 0), units);
    }

    /** A scale that uses the output's range; sometimes any, so that the effective scale is above 1 too. */
    private static Quantization outputScale(RandomNetwork net, int x, int w, int depth) {
        ElementType type = net.spec(x).type();
        if (net.isWild(0.1)) {
            return net.quantization(type);
        }
        double spread = net.scaleOf(x) * net.scaleOf(w) * 70 * Math.sqrt(depth) * net.uniform(0.3, 2);
        return net.quantization(type, net.near(spread));
    }
}
