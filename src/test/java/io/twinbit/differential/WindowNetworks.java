package io.twinbit.differential;

import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.WindowOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.List;

/** {@link WindowOp}s: pools of int8 and int16 with quantizations that agree or hardly do; resizing up and down. */
final class WindowNetworks {
    private WindowNetworks() {}

    static List<Generator> all() {
        return List.of(
                new Generator("average_pool_2d", net -> pool(net, true)),
                new Generator("max_pool_2d", net -> pool(net, false)),
                new Generator("resize_bilinear", WindowNetworks::resizeBilinear),
                new Generator("resize_nearest_neighbor", WindowNetworks::resizeNearestNeighbor));
    }

    private static void pool(RandomNetwork net, boolean isAverage) {
        int x = net.image(net.type(), 1);
        int[] image = net.dims(x);
        Windows windows = Windows.of(net, image, false);
        int strideH = windows.rows().stride();
        int strideW = windows.columns().stride();
        int height = windows.rows().cells();
        int width = windows.columns().cells();
        Op op = isAverage
                ? new WindowOp.AveragePool2d(windows.padding(), strideH, strideW, height, width, net.activation())
                : new WindowOp.MaxPool2d(windows.padding(), strideH, strideW, height, width, net.activation());
        net.apply(op, net.spec(x).type(), pooled(net, net.spec(x)), windows.output(image[0], image[3]), x);
    }

    /** Mostly the input's; the kernels allow scales that differ by a millionth, and any zero point. */
    private static Quantization pooled(RandomNetwork net, TensorSpec x) {
        Quantization same = x.quantization();
        if (net.maybe(0.05)) {
            double near = (double) same.scale() + net.one(-9, 9, 20) * 1e-7;
            return Quantization.perTensor(RandomNetwork.real(near), same.zeroPoint());
        }
        return net.maybe(0.03) && x.type() == ElementType.INT8
                ? Quantization.perTensor(same.scale(), net.zeroPoint())
                : same;
    }

    private static void resizeBilinear(RandomNetwork net) {
        int x = net.image(ElementType.INT8, 1);
        int corners = net.between(0, 2);
        resize(net, x, new WindowOp.ResizeBilinear(corners == 1, corners == 2));
    }

    private static void resizeNearestNeighbor(RandomNetwork net) {
        int x = net.image(net.type(), 1);
        int corners = net.between(0, 2);
        resize(net, x, new WindowOp.ResizeNearestNeighbor(corners == 1, corners == 2));
    }

    private static void resize(RandomNetwork net, int x, Op op) {
        int[] image = net.dims(x);
        int height = net.one(1, 2 * image[1], net.between(1, 12));
        int width = net.one(1, 2 * image[2], net.between(1, 12));
        net.applyLike(x, op, new int[] {image[0], height, width, image[3]}, x, net.integers(height, width));
    }
}
