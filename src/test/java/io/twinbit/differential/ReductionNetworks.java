package io.twinbit.differential;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** {@link ReductionOp}s: axes in any order, named twice or counted from the end; long and short rows. */
final class ReductionNetworks {
    private ReductionNetworks() {}

    static List<Generator> all() {
        return List.of(
                new Generator("softmax", ReductionNetworks::softmax),
                new Generator("log_softmax", ReductionNetworks::logSoftmax),
                new Generator("l2_normalization", ReductionNetworks::l2Normalization),
                new Generator("mean", net -> sum(net, ReductionOp.Mean::new)),
                new Generator("sum", net -> sum(net, ReductionOp.Sum::new)),
                new Generator("reduce_max", net -> extreme(net, ReductionOp.ReduceMax::new)),
                new Generator("reduce_min", net -> extreme(net, ReductionOp.ReduceMin::new)),
                new Generator("arg_max", net -> place(net, new ReductionOp.ArgMax())),
                new Generator("arg_min", net -> place(net, new ReductionOp.ArgMin())),
                new Generator("cumsum", ReductionNetworks::cumSum));
    }

    private static int rows(RandomNetwork net, ElementType type) {
        boolean isLong = !net.isGraph() && net.maybe(0.1);
        return isLong ? net.dataOf(type, 2, net.one(100, 500)) : net.data(type, net.between(1, 4));
    }

    private static void softmax(RandomNetwork net) {
        int x = rows(net, net.type());
        ElementType type = net.spec(x).type() == ElementType.INT8 && net.maybe(0.7) ? ElementType.INT8 : ElementType.INT16;
        float beta = net.maybe(0.7) ? 1 : RandomNetwork.real(Math.pow(10, net.uniform(-3, 3)));
        Quantization probability = type == ElementType.INT8
                ? Quantization.perTensor(1f / 256, -128)
                : net.spec(x).type() == ElementType.INT8
                        ? Quantization.perTensor(1f / 65_536, -32_768)
                        : Quantization.perTensor(1f / 32_768, 0);
        net.apply(new ReductionOp.Softmax(beta), type, probability, net.dims(x), x);
    }

    private static void logSoftmax(RandomNetwork net) {
        int x = rows(net, ElementType.INT8);
        net.apply(new ReductionOp.LogSoftmax(), ElementType.INT8, Quantization.perTensor(16f / 256, 127), net.dims(x), x);
    }

    private static void l2Normalization(RandomNetwork net) {
        int x = rows(net, ElementType.INT8);
        Op op = new ReductionOp.L2Normalization(net.maybe(0.95) ? Activation.NONE : net.activation());
        net.apply(op, ElementType.INT8, Quantization.perTensor(1f / 128, 0), net.dims(x), x);
    }

    private static int operand(RandomNetwork net, ElementType type) {
        return net.data(type, net.isGraph() ? net.between(1, 4) : net.one(1, 2, 3, 4, 4, 5));
    }

    private static void sum(RandomNetwork net, Function<Boolean, Op> op) {
        int x = operand(net, net.type());
        ElementType type = net.spec(x).type();
        float scale = net.maybe(0.3)
                ? net.scaleOf(x)
                : net.maybe(0.8) ? net.near(net.scaleOf(x) * net.uniform(0.2, 2)) : net.scale();
        reduce(net, x, op, net.maybe(0.2) ? net.spec(x).quantization() : net.quantization(type, scale));
    }

    private static void extreme(RandomNetwork net, Function<Boolean, Op> op) {
        int x = operand(net, net.type());
        reduce(net, x, op, net.spec(x).quantization());
    }

    private static void reduce(RandomNetwork net, int x, Function<Boolean, Op> op, Quantization quantization) {
        int[] dims = net.dims(x);
        Set<Integer> reduced = new TreeSet<>();
        for (int n = net.between(1, dims.length); n > 0; n--) {
            reduced.add(net.between(0, dims.length - 1));
        }
        boolean keepsDims = net.maybe(0.5);
        int[] kept = IntStream.range(0, dims.length)
                .filter(i -> keepsDims || !reduced.contains(i))
                .map(i -> reduced.contains(i) ? 1 : dims[i])
                .toArray();
        net.apply(op.apply(keepsDims), net.spec(x).type(), quantization, kept, x, axes(net, reduced, dims.length));
    }

    private static int axes(RandomNetwork net, Set<Integer> reduced, int rank) {
        int[] axes = reduced.stream().mapToInt(axis -> net.maybe(0.3) ? axis - rank : axis).toArray();
        if (net.maybe(0.2)) {
            axes = Arrays.copyOf(axes, axes.length + 1);
            axes[axes.length - 1] = axes[0];
        }
        return axes.length == 1 && net.maybe(0.4) ? net.integers(axes, new int[0]) : net.integers(axes);
    }

    private static void place(RandomNetwork net, Op op) {
        int x = operand(net, ElementType.INT8);
        int axis = net.between(0, net.rank(x) - 1);
        int[] dims = net.dims(x);
        int[] kept = IntStream.range(0, dims.length).filter(i -> i != axis).map(i -> dims[i]).toArray();
        net.apply(op, ElementType.INT32, Quantization.NONE, kept, x, axis(net, axis, dims.length));
    }

    private static void cumSum(RandomNetwork net) {
        int x = operand(net, ElementType.INT8);
        int axis = net.between(0, net.rank(x) - 1);
        float scale = net.near(net.scaleOf(x) * net.uniform(0.5, 3));
        Op op = new ReductionOp.CumSum(net.maybe(0.5), net.maybe(0.5));
        net.apply(op, ElementType.INT8, net.quantization(ElementType.INT8, scale), net.dims(x), x, axis(net, axis, net.rank(x)));
    }

    static int axis(RandomNetwork net, int axis, int rank) {
        int stated = net.maybe(0.3) ? axis - rank : axis;
        return net.maybe(0.5) ? net.integers(new int[] {stated}, new int[0]) : net.integers(stated);
    }
}
