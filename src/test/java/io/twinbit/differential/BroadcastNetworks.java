package io.twinbit.differential;

import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** {@link BroadcastOp}s: operands that are one tensor, of equal shape, single elements, or stretch along some dimensions. */
final class BroadcastNetworks {
    private BroadcastNetworks() {}

    static List<Generator> all() {
        return List.of(
                new Generator("add", net -> sum(net, new BroadcastOp.Add(net.activation()))),
                new Generator("sub", net -> sum(net, new BroadcastOp.Sub(net.activation()))),
                new Generator("mul", BroadcastNetworks::mul),
                new Generator("div", BroadcastNetworks::div),
                new Generator("squared_difference", BroadcastNetworks::squaredDifference),
                new Generator("maximum", net -> extreme(net, new BroadcastOp.Maximum())),
                new Generator("minimum", net -> extreme(net, new BroadcastOp.Minimum())),
                new Generator("prelu", BroadcastNetworks::prelu),
                new Generator("compare", BroadcastNetworks::compare),
                new Generator("select_v2", BroadcastNetworks::selectV2),
                new Generator("add_n", BroadcastNetworks::addN),
                new Generator("add_int32", BroadcastNetworks::addInt32),
                new Generator("int32", BroadcastNetworks::int32));
    }

    private static void sum(RandomNetwork net, Op op) {
        binary(net, net.type(), op, pair -> Math.max(net.scaleOf(pair[0]), net.scaleOf(pair[1])));
    }

    private static void mul(RandomNetwork net) {
        binary(net, net.type(), new BroadcastOp.Mul(net.activation()),
                pair -> net.scaleOf(pair[0]) * net.scaleOf(pair[1]) * 100);
    }

    private static void squaredDifference(RandomNetwork net) {
        binary(net, net.type(), new BroadcastOp.SquaredDifference(), pair -> {
            float scale = Math.max(net.scaleOf(pair[0]), net.scaleOf(pair[1]));
            return scale * scale * 100;
        });
    }

    private static void binary(RandomNetwork net, ElementType type, Op op, Function<int[], Float> range) {
        int[] pair = pair(net, type);
        float scale = net.maybe(0.8) ? net.near(range.apply(pair) * net.uniform(0.3, 2)) : net.scale();
        net.apply(op, type, net.quantization(type, scale), broadcast(net, pair), pair[0], pair[1]);
    }

    /** The kernels divide by what they find: a divisor that is never 0. */
    private static void div(RandomNetwork net) {
        int a = net.data(ElementType.INT8, net.between(1, 4));
        int zeroPoint = net.one(-128, 127);
        RandomNetwork.Range range = zeroPoint < 0 ? new RandomNetwork.Range(-127, 127) : new RandomNetwork.Range(-128, 126);
        int b = net.input(range, ElementType.INT8, Quantization.perTensor(net.scale(), zeroPoint),
                net.maybe(0.5) ? net.dims(a) : stretched(net, net.dims(a)));
        float scale = net.near(net.scaleOf(a) / net.scaleOf(b) * net.uniform(0.1, 2));
        net.apply(new BroadcastOp.Div(net.activation()), ElementType.INT8, net.quantization(ElementType.INT8, scale),
                broadcast(net, a, b), a, b);
    }

    private static void extreme(RandomNetwork net, Op op) {
        int a = net.data(net.type(), net.isGraph() ? -1 : net.between(1, 4));
        int b = net.dataLike(a, net.maybe(0.4) ? net.dims(a) : stretched(net, net.dims(a)));
        net.applyLike(a, op, broadcast(net, a, b), a, b);
    }

    private static void prelu(RandomNetwork net) {
        int x = net.data(net.type(), net.between(1, 4));
        int[] dims = net.dims(x);
        int[] slopes = net.maybe(0.3) ? dims : net.maybe(0.5) ? channelsOnly(dims) : stretchedWithin(net, dims);
        int alpha = net.constant(ElementType.INT8, net.quantization(ElementType.INT8), slopes);
        ElementType type = net.spec(x).type();
        float scale = net.maybe(0.3) ? net.scaleOf(x) : net.near(net.scaleOf(x) * net.uniform(0.3, 3));
        net.apply(new BroadcastOp.Prelu(), type, net.quantization(type, scale), dims, x, alpha);
    }

    private static void compare(RandomNetwork net) {
        int[] pair = pair(net, ElementType.INT8);
        BroadcastOp.Relation relation = net.one(List.of(BroadcastOp.Relation.values()));
        net.apply(new BroadcastOp.Compare(relation), ElementType.BOOL, Quantization.NONE, broadcast(net, pair), pair[0], pair[1]);
    }

    private static void selectV2(RandomNetwork net) {
        int a = net.data(net.type(), net.between(1, 4));
        int b = net.dataLike(a, net.maybe(0.5) ? net.dims(a) : stretchedWithin(net, net.dims(a)));
        int condition = net.dataOf(ElementType.BOOL, net.maybe(0.5) ? net.dims(a) : stretchedWithin(net, net.dims(a)));
        boolean swaps = net.maybe(0.5);
        net.applyLike(a, new BroadcastOp.SelectV2(), net.dims(a), condition, swaps ? b : a, swaps ? a : b);
    }

    private static void addN(RandomNetwork net) {
        int a = net.data(ElementType.INT8, net.between(1, 4));
        Integer[] operands = new Integer[net.between(2, 4)];
        Arrays.setAll(operands, i -> i == 0 ? a : net.dataLike(a, net.dims(a)));
        float scale = net.near(net.scaleOf(a) * operands.length * net.uniform(0.3, 2));
        net.apply(new BroadcastOp.AddN(), ElementType.INT8, net.quantization(ElementType.INT8, scale), net.dims(a), operands);
    }

    private static void addInt32(RandomNetwork net) {
        int[] dims = net.shape(net.between(1, 4));
        RandomNetwork.Range range = new RandomNetwork.Range(-(1 << 30), 1 << 30);
        int a = net.input(range, ElementType.INT32, Quantization.NONE, dims);
        int b = net.input(range, ElementType.INT32, Quantization.NONE, net.maybe(0.5) ? dims : stretched(net, dims));
        net.apply(new BroadcastOp.Add(net.activation()), ElementType.INT32, Quantization.NONE, broadcast(net, a, b), a, b);
    }

    /** Products of these fit. */
    private static void int32(RandomNetwork net) {
        int[] dims = net.shape(net.between(1, 4));
        RandomNetwork.Range range = new RandomNetwork.Range(-20_000, 20_000);
        int a = net.input(range, ElementType.INT32, Quantization.NONE, dims);
        int b = net.input(range, ElementType.INT32, Quantization.NONE, net.maybe(0.5) ? dims : stretched(net, dims));
        Op op = net.one(List.of(
                new BroadcastOp.Sub(net.activation()), new BroadcastOp.Mul(net.activation()),
                new BroadcastOp.SquaredDifference(), new BroadcastOp.Maximum(), new BroadcastOp.Minimum()));
        net.apply(op, ElementType.INT32, Quantization.NONE, broadcast(net, a, b), a, b);
    }

    private static int[] pair(RandomNetwork net, ElementType type) {
        int a = net.data(type, net.isGraph() ? -1 : net.one(1, 2, 3, 4, 4, 5));
        int b = other(net, a);
        return net.maybe(0.5) ? new int[] {a, b} : new int[] {b, a};
    }

    private static int other(RandomNetwork net, int a) {
        ElementType type = net.spec(a).type();
        int[] ones = new int[net.rank(a)];
        Arrays.fill(ones, 1);
        return switch (net.between(0, 4)) {
            case 0 -> a;
            case 1 -> net.dataOf(type, net.dims(a));
            case 2 -> some(net, type, net.one(List.of(new int[0], new int[] {1}, ones)));
            default -> some(net, type, stretched(net, net.dims(a)));
        };
    }

    private static int some(RandomNetwork net, ElementType type, int... dims) {
        return net.maybe(0.4) ? net.constant(type, net.quantization(type), dims) : net.dataOf(type, dims);
    }

    /** Some dimensions are 1 where {@code dims} is more, or more where it is 1; some outer ones are left out. */
    private static int[] stretched(RandomNetwork net, int[] dims) {
        int[] other = new int[dims.length];
        Arrays.setAll(other, i -> dims[i] > 1 ? net.one(dims[i], 1) : net.one(1, 3));
        return Arrays.copyOfRange(other, net.between(0, other.length), other.length);
    }

    /** Like {@link #stretched}, but nothing is more than in {@code dims}. */
    private static int[] stretchedWithin(RandomNetwork net, int[] dims) {
        int[] other = new int[dims.length];
        Arrays.setAll(other, i -> net.one(dims[i], 1));
        return Arrays.copyOfRange(other, net.between(0, other.length - 1), other.length);
    }

    private static int[] channelsOnly(int[] dims) {
        return Arrays.copyOfRange(dims, dims.length - 1, dims.length);
    }

    private static int[] broadcast(RandomNetwork net, int... pair) {
        int[] a = net.dims(pair[0]);
        int[] b = net.dims(pair[1]);
        int[] out = new int[Math.max(a.length, b.length)];
        for (int i = 0; i < out.length; i++) {
            int da = i < a.length ? a[a.length - 1 - i] : 1;
            int db = i < b.length ? b[b.length - 1 - i] : 1;
            out[out.length - 1 - i] = Math.max(da, db);
        }
        return out;
    }
}
