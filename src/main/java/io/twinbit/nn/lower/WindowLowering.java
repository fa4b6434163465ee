package io.twinbit.nn.lower;

import io.twinbit.nn.device.Quirk;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Padding;
import io.twinbit.nn.graph.WindowOp;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import java.util.List;

/** How windows slide, and the pools. */
final class WindowLowering {
    /** What the kernels take for the same scale ({@code pooling_common.cc}, for both pools). */
    private static final double SCALE_TOLERANCE = 1e-6;

    private WindowLowering() {}

    static List<Step> lower(NodeContext node, WindowOp operator) {
        return switch (operator) {
            case WindowOp.AveragePool2d op -> List.of(averagePool2d(node, op));
            case WindowOp.MaxPool2d op -> List.of(maxPool2d(node, op));
            case WindowOp.ResizeBilinear op -> List.of(ResizeLowering.bilinear(node, op));
            case WindowOp.ResizeNearestNeighbor op -> List.of(ResizeLowering.nearest(node, op));
        };
    }

    private static Step averagePool2d(NodeContext node, WindowOp.AveragePool2d op) {
        Bounds bounds = poolBounds(node, op.activation());
        Window window = window(node, op.padding(), op.windowH(), op.windowW(), op.strideH(), op.strideW(), 1, 1);
        boolean wraps = node.meets(Quirk.AVERAGE_POOL_SUMS_IN_INT16);
        return new WindowStep.AveragePool2d(
                node.operand(0), node.output().type(), window, wraps, bounds.min(), bounds.max(), node.target());
    }

    private static Step maxPool2d(NodeContext node, WindowOp.MaxPool2d op) {
        Bounds bounds = poolBounds(node, op.activation());
        Window window = window(node, op.padding(), op.windowH(), op.windowW(), op.strideH(), op.strideW(), 1, 1);
        return new WindowStep.MaxPool2d(
                node.operand(0), node.output().type(), window, bounds.min(), bounds.max(), node.target());
    }

    private static Bounds poolBounds(NodeContext node, Activation activation) {
        node.requireInt8OrInt16(1);
        Quantization in = node.inputQuantization(0);
        Quantization out = node.outputQuantization();
        if (Math.abs(in.scale() - out.scale()) > SCALE_TOLERANCE || in.zeroPoint() != out.zeroPoint()) {
            throw node.refuse("input with " + in + ", output with " + out + "; equal ones expected");
        }
        return Bounds.of(node, activation);
    }

    static Window window(NodeContext node, MatrixOp.Conv2d op) {
        Shape weights = node.in(1);
        return window(node, op.padding(), weights.dim(1), weights.dim(2), op.strideH(), op.strideW(), op.dilationH(),
                op.dilationW());
    }

    static Window window(NodeContext node, MatrixOp.DepthwiseConv2d op) {
        Shape weights = node.in(1);
        return window(node, op.padding(), weights.dim(1), weights.dim(2), op.strideH(), op.strideW(), op.dilationH(),
                op.dilationW());
    }

    private static Window window(
            NodeContext node, Padding padding, int kernelH, int kernelW, int strideH, int strideW, int dilationH,
            int dilationW) {
        Shape in = node.in(0);
        Shape out = node.out();
        return new Window(
                in.dim(0), in.dim(1), in.dim(2), in.dim(3), out.dim(1), out.dim(2), out.dim(3),
                kernelH, kernelW, strideH, strideW, dilationH, dilationW,
                before(padding, in.dim(1), out.dim(1), Padding.extent(kernelH, dilationH), strideH),
                before(padding, in.dim(2), out.dim(2), Padding.extent(kernelW, dilationW), strideW));
    }

    /** Cells of padding before the image; when the total is odd, the odd one goes after it. */
    static int before(Padding padding, int in, int out, long extent, int stride) {
        long total = (out - 1L) * stride + extent - in;
        return padding == Padding.VALID ? 0 : Math.toIntExact(Math.max(0, total) / 2);
    }
}
