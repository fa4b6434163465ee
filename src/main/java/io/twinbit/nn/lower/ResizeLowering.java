package io.twinbit.nn.lower;

import io.twinbit.nn.fixed.Rounding;
import io.twinbit.nn.graph.WindowOp;
import io.twinbit.nn.tensor.ElementType;

/**
 * RESIZE_BILINEAR of int8 ({@code resize_bilinear.h}, ResizeBilinearInteger) and RESIZE_NEAREST_NEIGHBOR ({@code
 * resize_nearest_neighbor.h}), whose kernels convert no scales.
 */
final class ResizeLowering {
    /** Up to here all products of rows stay in int32. */
    private static final int MAX_ROWS = 1 << 20;

    private ResizeLowering() {}

    static Step bilinear(NodeContext node, WindowOp.ResizeBilinear op) {
        node.requireInt8(1);
        requireSize(node);
        if (op.alignCorners() && op.halfPixelCenters()) {
            throw node.refuse("aligned corners and half-pixel centers, which exclude each other");
        }
        return new WindowStep.ResizeBilinear(
                node.operand(0),
                node.in(0).dim(0),
                axis(node, op, 1),
                axis(node, op, 2),
                node.in(0).dim(3),
                node.rounding() == Rounding.SINGLE,
                node.target());
    }

    private static void requireSize(NodeContext node) {
        node.constant(1);
        node.require(node.input(1), ElementType.INT32);
    }

    static Step nearest(NodeContext node, WindowOp.ResizeNearestNeighbor op) {
        requireSize(node);
        node.requireOneOf(node.output(), ElementType.INT8, ElementType.INT16, ElementType.FLOAT32);
        int pixelBytes = node.in(0).dim(3) * node.output().type().bytes();
        int rowBytes = node.in(0).dim(2) * pixelBytes;
        return new WindowStep.ResizeNearest(
                node.operand(0),
                node.in(0).dim(0),
                node.in(0).dim(1) * rowBytes,
                nearest(node, op, 1, rowBytes),
                nearest(node, op, 2, pixelBytes),
                pixelBytes,
                node.target());
    }

    /** For each place of the output where the input's nearest one begins; all in float32 ({@code GetNearestNeighbor}). */
    private static int[] nearest(NodeContext node, WindowOp.ResizeNearestNeighbor op, int dim, int bytes) {
        int in = node.in(0).dim(dim);
        int out = node.out().dim(dim);
        float scale = op.alignCorners() && out > 1 ? (in - 1) / (float) (out - 1) : in / (float) out;
        float offset = op.halfPixelCenters() ? 0.5f : 0;
        int[] nearest = new int[out];
        for (int i = 0; i < out; i++) {
            float place = (i + offset) * scale;
            long index = op.alignCorners() ? Math.round((double) place) : (long) place;
            nearest[i] = (int) Math.min(index, in - 1) * bytes;
        }
        return nearest;
    }

    /** The last place may, by a rounded scale, lie beyond the input, where the kernel reads what is not there. */
    private static WindowStep.Axis axis(NodeContext node, WindowOp.ResizeBilinear op, int dim) {
        int in = node.in(0).dim(dim);
        int out = node.out().dim(dim);
        if (in > MAX_ROWS || out > MAX_ROWS) {
            throw node.refuse("dimension " + dim + " from " + in + " to " + out + ", at most " + MAX_ROWS + " expected");
        }
        boolean aligned = op.alignCorners() && out > 1;
        int scale = aligned ? scale(in - 1, out - 1) : scale(in, out);
        int offset = op.halfPixelCenters() ? scale / 2 - WindowStep.Axis.ONE / 2 : 0;
        WindowStep.Axis axis = new WindowStep.Axis(in, out, scale, offset);
        if (axis.before(axis.place(out - 1)) >= in) {
            throw node.refuse("dimension " + dim + " from " + in + " to " + out + " with a rounded scale of " + scale
                    + "/1024 reads beyond the input");
        }
        return axis;
    }

    private static int scale(int in, int out) {
        return (WindowStep.Axis.ONE * in + out / 2) / out;
    }
}
