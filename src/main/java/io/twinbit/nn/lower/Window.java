package io.twinbit.nn.lower;

/**
 * How a window slides over an image: input (batches, inH, inW, inC), output (batches, outH, outW, outC). Output pixel
 * (y, x) sees input rows {@code y * strideH - padTop + k * dilationH} for k in 0 to kernelH - 1, and columns likewise;
 * rows and columns outside the image are padding.
 */
public record Window(
        int batches,
        int inH,
        int inW,
        int inC,
        int outH,
        int outW,
        int outC,
        int kernelH,
        int kernelW,
        int strideH,
        int strideW,
        int dilationH,
        int dilationW,
        int padTop,
        int padLeft) {
    /** A 1 x 1 window that never leaves the image, so that it sees exactly one input pixel each. */
    public boolean isPointwise() {
        return kernelH == 1 && kernelW == 1
                && isInside(padTop, outH, strideH, inH)
                && isInside(padLeft, outW, strideW, inW);
    }

    private static boolean isInside(int before, int out, int stride, int in) {
        return before == 0 && (out - 1L) * stride < in;
    }

    /** Whether all cells of a window that begins at this row and column are cells of the image. */
    public boolean isInside(int top, int left) {
        return top >= 0
                && left >= 0
                && top + (kernelH - 1) * dilationH < inH
                && left + (kernelW - 1) * dilationW < inW;
    }
}
