package io.twinbit.differential;

import io.twinbit.nn.graph.Padding;
import java.util.List;

/** How a window moves over an image (n, h, w, c). */
record Windows(Padding padding, Line rows, Line columns) {
    /** Along one dimension. */
    record Line(int cells, int stride, int dilation, int outputs) {}

    static Windows of(RandomNetwork net, int[] image, boolean dilates) {
        Padding padding = net.one(List.of(Padding.values()));
        return new Windows(padding, line(net, padding, image[1], dilates), line(net, padding, image[2], dilates));
    }

    private static Line line(RandomNetwork net, Padding padding, int size, boolean dilates) {
        while (true) {
            int cells = net.one(1, 2, 3, net.between(1, 7));
            int stride = net.one(1, 1, 2, net.between(1, 5));
            int dilation = dilates ? net.one(1, 1, 1, 2, 3) : 1;
            long outputs = padding.outputs(size, cells, stride, dilation);
            if (outputs > 0) {
                return new Line(cells, stride, dilation, (int) outputs);
            }
        }
    }

    int[] output(int batch, int channels) {
        return new int[] {batch, rows.outputs(), columns.outputs(), channels};
    }
}
