package io.twinbit.differential;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** {@link LayoutOp}s on int8 and int16, now and then on other types. */
final class LayoutNetworks {
    private static final List<ElementType> RARE =
            List.of(ElementType.INT32, ElementType.FLOAT32, ElementType.INT64, ElementType.BOOL);

    private LayoutNetworks() {}

    static List<Generator> all() {
        return List.of(
                new Generator("reshape", LayoutNetworks::reshape),
                new Generator("shape", LayoutNetworks::shape),
                new Generator("squeeze", LayoutNetworks::squeeze),
                new Generator("expand_dims", LayoutNetworks::expandDims),
                new Generator("pad", LayoutNetworks::pad),
                new Generator("padv2", LayoutNetworks::padV2),
                new Generator("mirror_pad", LayoutNetworks::mirrorPad),
                new Generator("concatenation", LayoutNetworks::concatenation),
                new Generator("pack", LayoutNetworks::pack),
                new Generator("unpack", LayoutNetworks::unpack),
                new Generator("split", LayoutNetworks::split),
                new Generator("split_v", LayoutNetworks::splitV),
                new Generator("slice", LayoutNetworks::slice),
                new Generator("strided_slice", LayoutNetworks::stridedSlice),
                new Generator("transpose", LayoutNetworks::transpose),
                new Generator("reverse_v2", LayoutNetworks::reverseV2),
                new Generator("broadcast_to", LayoutNetworks::broadcastTo),
                new Generator("gather", LayoutNetworks::gather),
                new Generator("gather_nd", LayoutNetworks::gatherNd),
                new Generator("space_to_depth", LayoutNetworks::spaceToDepth),
                new Generator("depth_to_space", LayoutNetworks::depthToSpace),
                new Generator("space_to_batch_nd", LayoutNetworks::spaceToBatchNd),
                new Generator("batch_to_space_nd", LayoutNetworks::batchToSpaceNd));
    }

    private static ElementType type(RandomNetwork net) {
        return net.maybe(0.85) ? net.type() : net.one(RARE);
    }

    private static int operand(RandomNetwork net, int... ranks) {
        return net.data(type(net), net.one(ranks));
    }

    private static void reshape(RandomNetwork net) {
        int x = net.data(type(net), net.isGraph() ? -1 : net.between(1, 4));
        int rest = Shape.of(net.dims(x)).elements();
        List<Integer> dims = new ArrayList<>();
        while (rest > 1 && dims.size() < 4) {
            int all = rest;
            int dim = net.one(IntStream.rangeClosed(1, rest).filter(d -> all % d == 0).boxed().toList());
            dims.add(dim);
            rest /= dim;
        }
        dims.add(rest);
        int[] out = dims.stream().mapToInt(Integer::intValue).toArray();
        int[] stated = out.clone();
        if (net.maybe(0.4)) {
            stated[net.between(0, stated.length - 1)] = -1;
        }
        if (net.maybe(0.6)) {
            net.applyLike(x, new LayoutOp.Reshape(), out, x, net.integers(stated));
        } else {
            net.applyLike(x, new LayoutOp.Reshape(), out, x);
        }
    }

    /** In front of a RESHAPE, as converters spell a shape: as it is, or of one dimension by a piece of it. */
    private static void shape(RandomNetwork net) {
        int x = operand(net, 1, 2, 3, 4);
        int[] dims = net.dims(x);
        int shape = net.apply(new LayoutOp.ShapeOf(), ElementType.INT32, Quantization.NONE, new int[] {dims.length}, x);
        if (net.maybe(0.5)) {
            net.applyLike(x, new LayoutOp.Reshape(), dims, x, shape);
            return;
        }
        int first = net.apply(
                new LayoutOp.Slice(), ElementType.INT32, Quantization.NONE, new int[] {1}, shape, net.integers(0),
                net.integers(1));
        int rest = net.integers(-1);
        int wanted = net.apply(
                new LayoutOp.Concatenation(0, Activation.NONE), ElementType.INT32, Quantization.NONE, new int[] {2}, first,
                rest);
        net.applyLike(x, new LayoutOp.Reshape(), new int[] {dims[0], Shape.of(dims).elements() / dims[0]}, x, wanted);
    }

    private static void squeeze(RandomNetwork net) {
        int x = operand(net, 2, 3, 4);
        int[] dims = net.dims(x);
        int[] some = Arrays.stream(dims).filter(d -> d != 1 || net.maybe(0.4)).toArray();
        boolean keepsAll = some.length == dims.length; // the file's words for "no dimension" are those for "every 1"
        net.applyLike(x, new LayoutOp.Squeeze(), keepsAll ? Arrays.stream(dims).filter(d -> d != 1).toArray() : some, x);
    }

    private static void expandDims(RandomNetwork net) {
        int x = operand(net, 1, 2, 3);
        int axis = net.between(0, net.rank(x));
        List<Integer> dims = new ArrayList<>(Arrays.stream(net.dims(x)).boxed().toList());
        dims.add(axis, 1);
        int stated = net.maybe(0.3) ? axis - net.rank(x) - 1 : axis;
        net.applyLike(x, new LayoutOp.ExpandDims(), array(dims), x, net.integers(stated));
    }

    private static void pad(RandomNetwork net) {
        int x = operand(net, 1, 2, 3, 4);
        int[][] paddings = paddings(net, net.dims(x));
        net.applyLike(x, new LayoutOp.Pad(), paddings[1], x, net.integers(paddings[0], net.rank(x), 2));
    }

    private static void padV2(RandomNetwork net) {
        int x = operand(net, 1, 2, 3, 4);
        int[][] paddings = paddings(net, net.dims(x));
        int value = net.constant(net.spec(x).type(), net.spec(x).quantization(), net.one(List.of(new int[0], new int[] {1})));
        net.applyLike(x, new LayoutOp.PadV2(), paddings[1], x, net.integers(paddings[0], net.rank(x), 2), value);
    }

    /** Paddings, and the shape that comes out. */
    private static int[][] paddings(RandomNetwork net, int[] dims) {
        int[] paddings = new int[2 * dims.length];
        Arrays.setAll(paddings, i -> net.one(0, 0, 1, 3));
        int[] out = new int[dims.length];
        Arrays.setAll(out, i -> dims[i] + paddings[2 * i] + paddings[2 * i + 1]);
        return new int[][] {paddings, out};
    }

    private static void mirrorPad(RandomNetwork net) {
        int x = net.data(ElementType.INT8, net.between(1, 4));
        boolean symmetric = net.maybe(0.5);
        int[] dims = net.dims(x);
        int[] paddings = new int[2 * dims.length];
        Arrays.setAll(paddings, i -> net.between(0, dims[i / 2] - (symmetric ? 0 : 1)));
        int[] out = new int[dims.length];
        Arrays.setAll(out, i -> dims[i] + paddings[2 * i] + paddings[2 * i + 1]);
        net.applyLike(x, new LayoutOp.MirrorPad(symmetric), out, x, net.integers(paddings, dims.length, 2));
    }

    private static void concatenation(RandomNetwork net) {
        int a = operand(net, 1, 2, 3, 4);
        int[] dims = net.dims(a);
        int axis = net.between(0, dims.length - 1);
        List<Integer> parts = new ArrayList<>(List.of(a));
        for (int n = net.between(1, 5); n > 0; n--) {
            int[] part = dims.clone();
            part[axis] = net.between(1, 4);
            parts.add(net.maybe(0.15)
                    ? a
                    : net.maybe(0.2)
                            ? net.constant(net.spec(a).type(), net.spec(a).quantization(), part)
                            : net.dataLike(a, part));
        }
        Collections.shuffle(parts, new Random(net.between(0, 1 << 20)));
        int[] out = dims.clone();
        out[axis] = parts.stream().mapToInt(part -> net.dims(part)[axis]).sum();
        Activation activation = net.maybe(0.95) ? Activation.NONE : net.activation();
        Op op = new LayoutOp.Concatenation(net.maybe(0.4) ? axis - dims.length : axis, activation);
        net.applyLike(a, op, out, parts.toArray(Integer[]::new));
    }

    private static void pack(RandomNetwork net) {
        int a = operand(net, 1, 2, 3);
        int axis = net.between(0, net.rank(a));
        Integer[] parts = new Integer[net.between(1, 4)];
        Arrays.setAll(parts, i -> i == 0 ? a : net.dataLike(a, net.dims(a)));
        List<Integer> out = new ArrayList<>(Arrays.stream(net.dims(a)).boxed().toList());
        out.add(axis, parts.length);
        int stated = net.maybe(0.3) ? axis - net.rank(a) - 1 : axis;
        net.applyLike(a, new LayoutOp.Pack(stated), array(out), parts);
    }

    private static void unpack(RandomNetwork net) {
        int x = operand(net, 2, 3, 4);
        int axis = net.between(0, net.rank(x) - 1);
        int[] dims = net.dims(x);
        int[] part = IntStream.range(0, dims.length).filter(i -> i != axis).map(i -> dims[i]).toArray();
        List<Integer> outputs = IntStream.range(0, dims[axis]).mapToObj(i -> net.outputLike(x, part)).toList();
        net.apply(new LayoutOp.Unpack(net.maybe(0.3) ? axis - net.rank(x) : axis), outputs, x);
    }

    private static void split(RandomNetwork net) {
        int x = operand(net, 1, 2, 3, 4);
        int[] dims = net.dims(x);
        int axis = net.between(0, dims.length - 1);
        int count = net.one(IntStream.rangeClosed(1, dims[axis]).filter(d -> dims[axis] % d == 0).boxed().toList());
        int[] part = dims.clone();
        part[axis] /= count;
        List<Integer> outputs = IntStream.range(0, count).mapToObj(i -> net.outputLike(x, part)).toList();
        net.apply(new LayoutOp.Split(), outputs, ReductionNetworks.axis(net, axis, dims.length), x);
    }

    private static void splitV(RandomNetwork net) {
        int x = operand(net, 1, 2, 3, 4);
        int[] dims = net.dims(x);
        int axis = net.between(0, dims.length - 1);
        List<Integer> sizes = new ArrayList<>();
        for (int rest = dims[axis]; rest > 0; rest -= sizes.getLast()) {
            sizes.add(net.between(1, rest));
        }
        List<Integer> outputs = new ArrayList<>();
        for (int size : sizes) {
            int[] part = dims.clone();
            part[axis] = size;
            outputs.add(net.outputLike(x, part));
        }
        int[] stated = array(sizes);
        if (net.maybe(0.2)) {
            stated[net.between(0, stated.length - 1)] = -1;
        }
        net.apply(new LayoutOp.SplitV(), outputs, x, net.integers(stated), ReductionNetworks.axis(net, axis, dims.length));
    }

    private static void slice(RandomNetwork net) {
        int x = operand(net, 1, 2, 3, 4, 5);
        int[] dims = net.dims(x);
        int[] begin = new int[dims.length];
        Arrays.setAll(begin, i -> net.between(0, dims[i] - 1));
        int[] size = new int[dims.length];
        Arrays.setAll(size, i -> net.between(1, dims[i] - begin[i]));
        int[] stated = new int[dims.length];
        Arrays.setAll(stated, i -> begin[i] + size[i] == dims[i] && net.maybe(0.5) ? -1 : size[i]);
        net.applyLike(x, new LayoutOp.Slice(), size, x, net.integers(begin), net.integers(stated));
    }

    /** Every dimension is stated; masks, strides of both signs and ends that lie outside. */
    private static void stridedSlice(RandomNetwork net) {
        int x = operand(net, 1, 2, 3, 4);
        int[] dims = net.dims(x);
        int rank = dims.length;
        int[] begin = new int[rank];
        int[] end = new int[rank];
        int[] stride = new int[rank];
        int[] masks = new int[3];
        List<Integer> out = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            boolean shrinks = net.maybe(0.15);
            boolean backwards = !shrinks && net.maybe(0.25);
            stride[i] = shrinks ? 1 : (backwards ? -1 : 1) * net.one(1, 1, 2, 3);
            int first = net.between(0, dims[i] - 1);
            int last = shrinks ? first : backwards ? net.between(0, first) : net.between(first, dims[i] - 1);
            begin[i] = first;
            end[i] = last + (backwards ? -1 : 1);
            if (shrinks) {
                masks[2] |= 1 << i;
            } else {
                mask(net, i, dims[i], backwards, begin, end, masks);
                first = (masks[0] >> i & 1) == 0 ? first : backwards ? dims[i] - 1 : 0;
                last = (masks[1] >> i & 1) == 0 ? last : backwards ? 0 : dims[i] - 1;
                out.add(Math.abs(last - first) / Math.abs(stride[i]) + 1);
            }
        }
        Op op = new LayoutOp.StridedSlice(masks[0], masks[1], 0, 0, masks[2], false);
        net.applyLike(x, op, array(out), x, net.integers(begin), net.integers(end), net.integers(stride));
    }

    private static void mask(RandomNetwork net, int i, int dim, boolean backwards, int[] begin, int[] end, int[] masks) {
        if (net.maybe(0.2)) {
            masks[0] |= 1 << i;
            begin[i] = net.between(-3, 3);
        } else if (net.maybe(0.2)) {
            begin[i] -= dim;
        }
        if (net.maybe(0.2) || end[i] < 0) { // -1 would count from the end
            masks[1] |= 1 << i;
            end[i] = net.between(-3, 3);
        } else if (!backwards && end[i] == dim && net.maybe(0.3)) {
            end[i] += net.between(1, 5);
        }
    }

    private static void transpose(RandomNetwork net) {
        int x = operand(net, 1, 2, 3, 4, 5);
        int[] dims = net.dims(x);
        List<Integer> order = new ArrayList<>(IntStream.range(0, dims.length).boxed().toList());
        Collections.shuffle(order, new Random(net.between(0, 1 << 20)));
        int[] out = order.stream().mapToInt(i -> dims[i]).toArray();
        net.applyLike(x, new LayoutOp.Transpose(), out, x, net.integers(array(order)));
    }

    private static void reverseV2(RandomNetwork net) {
        int x = operand(net, 1, 2, 3, 4);
        int first = net.between(0, net.rank(x) - 1);
        int axes = net.maybe(0.3) ? net.between(1, net.rank(x) - first) : 1;
        int[] stated = IntStream.range(first, first + axes).toArray();
        net.applyLike(x, new LayoutOp.ReverseV2(), net.dims(x), x, net.integers(stated));
    }

    private static void broadcastTo(RandomNetwork net) {
        int x = operand(net, 1, 2, 3, 4);
        int[] dims = net.dims(x);
        int more = net.between(0, 5 - dims.length);
        int[] out = new int[dims.length + more];
        Arrays.setAll(out, i -> i < more || dims[i - more] == 1 ? net.between(1, 3) : dims[i - more]);
        net.applyLike(x, new LayoutOp.BroadcastTo(), out, x, net.integers(out));
    }

    private static void gather(RandomNetwork net) {
        int x = operand(net, 1, 2, 3, 4);
        int[] dims = net.dims(x);
        int batchDims = net.maybe(0.2) ? net.between(0, dims.length - 1) : 0;
        int axis = net.between(batchDims, dims.length - 1);
        int[] own = net.shape(net.between(0, 2));
        int[] shape = IntStream.concat(Arrays.stream(dims, 0, batchDims), Arrays.stream(own)).toArray();
        int indices = indices(net, dims[axis], shape);
        int[] out = IntStream.concat(
                        IntStream.concat(Arrays.stream(dims, 0, axis), Arrays.stream(own)),
                        Arrays.stream(dims, axis + 1, dims.length))
                .toArray();
        net.applyLike(x, new LayoutOp.Gather(net.maybe(0.3) ? axis - dims.length : axis, batchDims), out, x, indices);
    }

    private static int indices(RandomNetwork net, int below, int... shape) {
        if (net.maybe(0.4)) {
            return net.input(new RandomNetwork.Range(0, below - 1), ElementType.INT32, Quantization.NONE, shape);
        }
        int[] values = new int[Shape.of(shape).elements()];
        Arrays.setAll(values, i -> net.between(0, below - 1));
        return net.integers(values, shape);
    }

    private static void gatherNd(RandomNetwork net) {
        int x = operand(net, 1, 2, 3, 4);
        int[] dims = net.dims(x);
        int depth = net.between(1, dims.length);
        int[] own = net.shape(net.between(0, 2));
        int[] values = new int[Shape.of(own).elements() * depth];
        Arrays.setAll(values, i -> net.between(0, dims[i % depth] - 1));
        int[] shape = IntStream.concat(Arrays.stream(own), IntStream.of(depth)).toArray();
        int[] out = IntStream.concat(Arrays.stream(own), Arrays.stream(dims, depth, dims.length)).toArray();
        net.applyLike(x, new LayoutOp.GatherNd(), out, x, net.integers(values, shape));
    }

    private static void spaceToDepth(RandomNetwork net) {
        int block = net.between(1, 3);
        int x = sized(net, block * net.between(1, 3), block * net.between(1, 3), net.between(1, 4));
        int[] d = net.dims(x);
        net.applyLike(x, new LayoutOp.SpaceToDepth(block), new int[] {d[0], d[1] / block, d[2] / block, d[3] * block * block}, x);
    }

    private static void depthToSpace(RandomNetwork net) {
        int block = net.between(1, 3);
        int x = sized(net, net.between(1, 4), net.between(1, 4), block * block * net.between(1, 3));
        int[] d = net.dims(x);
        net.applyLike(x, new LayoutOp.DepthToSpace(block), new int[] {d[0], d[1] * block, d[2] * block, d[3] / block / block}, x);
    }

    private static int sized(RandomNetwork net, int height, int width, int channels) {
        return net.dataOf(ElementType.INT8, net.between(1, 2), height, width, channels);
    }

    /** Without paddings: with them the kernels write what nothing set. */
    private static void spaceToBatchNd(RandomNetwork net) {
        int[] block = {net.between(1, 3), net.between(1, 3)};
        int x = sized(net, block[0] * net.between(1, 3), block[1] * net.between(1, 3), net.between(1, 3));
        int[] d = net.dims(x);
        int[] out = {d[0] * block[0] * block[1], d[1] / block[0], d[2] / block[1], d[3]};
        net.applyLike(x, new LayoutOp.SpaceToBatchNd(), out, x, net.integers(block), net.integers(new int[4], 2, 2));
    }

    private static void batchToSpaceNd(RandomNetwork net) {
        int[] block = {net.between(1, 3), net.between(1, 3)};
        int x = net.dataOf(ElementType.INT8, block[0] * block[1] * net.between(1, 2), net.between(1, 3), net.between(1, 3),
                net.between(1, 3));
        int[] d = net.dims(x);
        int[] out = {d[0] / block[0] / block[1], d[1] * block[0], d[2] * block[1], d[3]};
        int[] crops = new int[4];
        for (int i = 0; i < 4; i++) {
            crops[i] = Math.min(net.one(0, 0, 1), out[1 + i / 2] - 1);
            out[1 + i / 2] -= crops[i];
        }
        net.applyLike(x, new LayoutOp.BatchToSpaceNd(), out, x, net.integers(block), net.integers(crops, 2, 2));
    }

    private static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
