package io.twinbit.nn.lower;

import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.tensor.Shape;
import java.util.Optional;

/**
 * A CONV_2D that CMSIS-NN with MVE runs by {@code arm_convolve_1_x_n_s8}: rows of one image line, split into the outputs
 * that see padding on the left, those that see none, and those that see padding on the right. That function lays out
 * fixed numbers of columns, which are the right ones for most shapes only.
 *
 * @param in columns of the line
 * @param out columns of the output
 * @param padding columns on the left
 */
record OneByN(int in, int kernel, int out, int stride, int padding) {
    /** Empty if another function runs it ({@code arm_convolve_wrapper_s8}). */
    static Optional<OneByN> of(Graph graph, Node node, MatrixOp.Conv2d op) {
        Shape in = graph.tensor(node.inputs().get(0)).shape();
        Shape weights = graph.tensor(node.inputs().get(1)).shape();
        Shape out = graph.tensor(node.outputs().getFirst()).shape();
        int channels = in.dim(3);
        boolean taken = in.dim(1) == 1
                && weights.dim(1) == 1
                && weights.dim(2) > 1
                && op.dilationW() == 1
                && op.strideW() * channels % 4 == 0
                && channels == weights.dim(3);
        if (!taken) {
            return Optional.empty();
        }
        int padding = WindowLowering.before(op.padding(), in.dim(2), out.dim(2), weights.dim(2), op.strideW());
        return Optional.of(new OneByN(in.dim(2), weights.dim(2), out.dim(2), op.strideW(), padding));
    }

    /** Whether it gives up, or reads columns that are not there, or leaves out some that are. */
    boolean isUndefined() {
        int total = (out - 1) * stride + kernel - in;
        int odd = total % 2;
        if (2 * padding + odd != total) {
            return true;
        }
        int right = padding + odd == 0 ? 0 : outputs(padding + odd);
        int left = padding == 0 ? 0 : outputs(padding);
        int middle = Math.max(0, out - right - left);
        if (left + middle + right != out) {
            return false; // arm_convolve_s8 takes over
        }
        boolean leftInside = left == 0 || end(left) <= in;
        boolean middleInside = middle == 0 || end(left + middle) <= in;
        int remaining = in - (left + middle) * stride + padding;
        int laid = kernel - 1 + (odd == 0 ? padding : right);
        boolean rightComplete = right == 0 || (remaining == kernel - 1 && (right - 1) * stride + kernel <= laid);
        return !leftInside || !middleInside || !rightComplete;
    }

    private int outputs(int columns) {
        return Math.max(1, (columns + stride - 1) / stride);
    }

    /** The column of the line behind the last one that the first {@code outputs} outputs see. */
    private int end(int outputs) {
        return (outputs - 1) * stride - padding + kernel;
    }
}
