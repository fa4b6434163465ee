package io.twinbit.nn.lower;

import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Padding;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * TRANSPOSE_CONV: output shape 0, weights 1 (units, h, w, c), input 2, optional bias 3. The kernels spread each input
 * pixel over the outputs {@code stride * y - pad + k}; seen from the outputs, all those of one remainder modulo the
 * stride see the same cells of the weights, one input pixel a cell. So the operator is one convolution of stride 1 for
 * each remainder, with a part of the weights in reverse order, whose pixels lie {@code stride} apart ({@code
 * integer_ops/transpose_conv.h}).
 */
final class TransposeConvLowering {
    private static final int WEIGHTS = 1;
    private static final int INPUT = 2;
    private static final int MAX_PHASES = 256;

    /** Each phase has biases of its own. */
    private static final int MAX_BIASES = 1 << 20;

    /** The kernel for int16 widens a bias of int16 and takes any other for int64 ({@code transpose_conv.cc}). */
    private static final Set<ElementType> INT16_OR_INT64 = Set.of(ElementType.INT16, ElementType.INT64);

    private TransposeConvLowering() {}

    /**
     * Along one dimension the outputs {@code first}, {@code first + stride}, ... .
     *
     * @param firstTap the first cell of the weights that they see; every {@code stride}th follows
     * @param taps how many these are, perhaps none
     * @param before how many cells the first output's window begins before the image
     */
    private record Phase(int first, int outputs, int firstTap, int taps, int before) {
        static List<Phase> of(int out, int kernel, int stride, Padding padding) {
            int pad = WindowLowering.before(padding, out, Math.ceilDiv(out, stride), kernel, stride);
            List<Phase> phases = new ArrayList<>();
            for (int first = 0; first < Math.min(stride, out); first++) {
                int tap = (first + pad) % stride;
                int taps = Math.max(0, Math.ceilDiv(kernel - tap, stride));
                int before = taps - 1 - (first + pad) / stride;
                phases.add(new Phase(first, Math.ceilDiv(out - first, stride), tap, taps, before));
            }
            return phases;
        }
    }

    static List<Step> lower(NodeContext node, MatrixOp.TransposeConv op) {
        node.constant(0);
        Shape kernel = node.in(WEIGHTS);
        Weights weights = Weights.of(node, INPUT, kernel.dim(0), INT16_OR_INT64, false).requireSymmetric(0);
        if (weights.type() == ElementType.INT4) {
            throw node.refuse("int4 weights are not supported, int8 ones are");
        }
        long phases = (long) op.strideH() * op.strideW();
        if (phases > MAX_PHASES || phases * kernel.dim(0) > MAX_BIASES) {
            throw node.refuse("stride " + op.strideH() + "x" + op.strideW() + " for " + kernel.dim(0)
                    + " units; the strides' product may be at most " + MAX_PHASES + ", and times the units "
                    + MAX_BIASES);
        }
        OutputStage stage = MatrixLowering.convolutionStage(node, INPUT, weights, op.activation());
        List<Step> steps = new ArrayList<>();
        for (Phase rows : Phase.of(node.out().dim(1), kernel.dim(1), op.strideH(), op.padding())) {
            for (Phase columns : Phase.of(node.out().dim(2), kernel.dim(2), op.strideW(), op.padding())) {
                steps.add(step(node, op, rows, columns, weights, stage));
            }
        }
        return steps;
    }

    private static Step step(
            NodeContext node, MatrixOp.TransposeConv op, Phase rows, Phase columns, Weights weights,
            OutputStage stage) {
        Shape in = node.in(INPUT);
        int width = node.out().dim(2);
        int channels = node.out().dim(3);
        Window window = new Window(
                in.dim(0), in.dim(1), in.dim(2), in.dim(3), rows.outputs, columns.outputs, channels,
                rows.taps, columns.taps, 1, 1, 1, 1, rows.before, columns.before);
        Grid grid = new Grid(
                (rows.first * width + columns.first) * channels,
                node.out().dim(1) * width * channels,
                op.strideH() * width * channels,
                op.strideW() * channels);
        int padding = node.inputQuantization(INPUT).zeroPoint();
        byte[] part = part(weights.content(), node.in(WEIGHTS), op, rows, columns);
        return new MatrixStep.Conv2d(
                node.operand(INPUT), node.output().type(), window, 1, padding, weights.matrix(part, padding, 0, stage),
                grid, node.target());
    }

    /** The cells that one phase sees, the last first: (units, rows, columns, depth). */
    private static byte[] part(byte[] weights, Shape kernel, MatrixOp.TransposeConv op, Phase rows, Phase columns) {
        int depth = kernel.dim(3);
        byte[] part = new byte[kernel.dim(0) * rows.taps * columns.taps * depth];
        int to = 0;
        for (int unit = 0; unit < kernel.dim(0); unit++) {
            for (int y = rows.taps - 1; y >= 0; y--) {
                int row = unit * kernel.dim(1) + rows.firstTap + y * op.strideH();
                for (int x = columns.taps - 1; x >= 0; x--) {
                    int from = (row * kernel.dim(2) + columns.firstTap + x * op.strideW()) * depth;
                    System.arraycopy(weights, from, part, to, depth);
                    to += depth;
                }
            }
        }
        return part;
    }
}
