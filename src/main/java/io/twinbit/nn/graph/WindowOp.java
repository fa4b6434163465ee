package io.twinbit.nn.graph;

/** Operators on neighbouring cells of images (n, h, w, c), without weights. */
public sealed interface WindowOp extends Op {
    record AveragePool2d(Padding padding, int strideH, int strideW, int windowH, int windowW, Activation activation)
            implements WindowOp {}

    record MaxPool2d(Padding padding, int strideH, int strideW, int windowH, int windowW, Activation activation)
            implements WindowOp {}

    /** Input, new height and width as a constant. */
    record ResizeBilinear(boolean alignCorners, boolean halfPixelCenters) implements WindowOp {}

    /** Input, new height and width as a constant. */
    record ResizeNearestNeighbor(boolean alignCorners, boolean halfPixelCenters) implements WindowOp {}

    @Override
    default String label() {
        return switch (this) {
            case AveragePool2d _ -> "AVERAGE_POOL_2D";
            case MaxPool2d _ -> "MAX_POOL_2D";
            case ResizeBilinear _ -> "RESIZE_BILINEAR";
            case ResizeNearestNeighbor _ -> "RESIZE_NEAREST_NEIGHBOR";
        };
    }
}
