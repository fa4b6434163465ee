package io.twinbit.nn.engine;

import io.twinbit.nn.lower.Grid;
import io.twinbit.nn.lower.Matrix;
import io.twinbit.nn.lower.MatrixStep;
import io.twinbit.nn.lower.Window;
import io.twinbit.nn.tensor.ElementType;
import java.util.Arrays;

/**
 * CONV_2D: for each output pixel the cells it sees, gathered into a row in the order of the weights, times the matrix.
 * A cell outside the image holds the input's zero point, so that padding adds nothing.
 */
final class ConvKernel {
    private ConvKernel() {}

    static void run(MatrixStep.Conv2d step, Memory memory) {
        Window window = step.window();
        Grid grid = step.grid();
        for (int n = 0; n < window.batches(); n++) {
            for (int y = 0; y < window.outH(); y++) {
                int top = y * window.strideH() - window.padTop();
                int out = grid.start() + n * grid.imageStride() + y * grid.rowStride();
                for (int x = 0; x < window.outW(); x++) {
                    pixel(step, memory, n, top, x * window.strideW() - window.padLeft(), out);
                    out += grid.pixelStride();
                }
            }
        }
    }

    private static void pixel(MatrixStep.Conv2d step, Memory memory, int n, int top, int left, int out) {
        if (step.type() == ElementType.INT16) {
            pixelInt16(step, memory, n, top, left, step.output() + 2 * out);
        } else {
            pixelInt8(step, memory, n, top, left, step.output() + out);
        }
    }

    /**
     * All output channels of the pixel whose window begins at row {@code top} and column {@code left} of image {@code
     * n}.
     */
    private static void pixelInt8(MatrixStep.Conv2d step, Memory memory, int n, int top, int left, int out) {
        Window window = step.window();
        Matrix matrix = step.matrix();
        byte[] in = memory.of(step.input());
        int image = Memory.at(step.input()) + n * window.inH() * window.inW() * window.inC();
        int depth = window.inC() / step.groups();
        int units = matrix.units() / step.groups();
        for (int group = 0; group < step.groups(); group++) {
            byte[] row = in;
            int at = image + (top * window.inW() + left) * window.inC() + group * depth;
            if (!window.isPointwise() && !liesInOneRun(step, top, left)) {
                gather(step, in, image + group * depth, depth, top, left, memory.patch());
                row = memory.patch();
                at = 0;
            }
            int unit = group * units;
            MatrixKernel.multiply(row, at, matrix, unit, unit + units, 0, memory.arena(), out + unit);
        }
    }

    /** Whether the cells that a pixel sees lie one behind the other already: a row of the image, or whole rows. */
    private static boolean liesInOneRun(MatrixStep.Conv2d step, int top, int left) {
        Window window = step.window();
        boolean oneRow = window.kernelH() == 1 && window.dilationW() == 1;
        boolean wholeRows = window.kernelW() == window.inW() && window.dilationW() == 1 && window.dilationH() == 1;
        return step.groups() == 1 && (oneRow || wholeRows) && window.isInside(top, left);
    }

    /** The same with the cells unpacked; those outside the image are 0. */
    private static void pixelInt16(MatrixStep.Conv2d step, Memory memory, int n, int top, int left, int out) {
        Window window = step.window();
        Matrix matrix = step.matrix();
        byte[] in = memory.of(step.input());
        int image = Memory.at(step.input()) + 2 * n * window.inH() * window.inW() * window.inC();
        int depth = window.inC() / step.groups();
        int units = matrix.units() / step.groups();
        for (int group = 0; group < step.groups(); group++) {
            gatherInt16(window, in, image + 2 * group * depth, depth, top, left, memory.left());
            int unit = group * units;
            MatrixKernel.multiply(memory.left(), matrix, unit, unit + units, 0, memory.arena(), out + 2 * unit);
        }
    }

    private static void gatherInt16(Window window, byte[] in, int image, int depth, int top, int left, short[] row) {
        int to = 0;
        for (int ky = 0; ky < window.kernelH(); ky++) {
            int y = top + ky * window.dilationH();
            boolean rowInside = y >= 0 && y < window.inH();
            for (int kx = 0; kx < window.kernelW(); kx++) {
                int x = left + kx * window.dilationW();
                if (rowInside && x >= 0 && x < window.inW()) {
                    Int16.copy(in, image + 2 * (y * window.inW() + x) * window.inC(), row, to, depth);
                } else {
                    Arrays.fill(row, to, to + depth, (short) 0);
                }
                to += depth;
            }
        }
    }

    /** Copies (kernelH, kernelW, depth) cells of an image whose first one of this group is at {@code image}. */
    private static void gather(MatrixStep.Conv2d step, byte[] in, int image, int depth, int top, int left, byte[] patch) {
        Window window = step.window();
        int to = 0;
        for (int ky = 0; ky < window.kernelH(); ky++) {
            int y = top + ky * window.dilationH();
            boolean rowInside = y >= 0 && y < window.inH();
            for (int kx = 0; kx < window.kernelW(); kx++) {
                int x = left + kx * window.dilationW();
                if (rowInside && x >= 0 && x < window.inW()) {
                    System.arraycopy(in, image + (y * window.inW() + x) * window.inC(), patch, to, depth);
                } else {
                    Arrays.fill(patch, to, to + depth, (byte) step.padding());
                }
                to += depth;
            }
        }
    }
}
