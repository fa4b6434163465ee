package io.twinbit.nn.engine;

import io.twinbit.nn.lower.WindowStep;

/**
 * RESIZE_BILINEAR: for each output pixel all channels of the four input pixels around it. RESIZE_NEAREST_NEIGHBOR: for
 * each output pixel the nearest one.
 */
final class ResizeKernel {
    private static final int ONE = WindowStep.Axis.ONE;

    /** Weights of two directions multiplied: a mean has 20 bits of fraction. */
    private static final int FRACTION_BITS = 20;

    private ResizeKernel() {}

    static void run(WindowStep.ResizeBilinear step, Memory memory) {
        int imageBytes = step.rows().in() * step.columns().in() * step.channels();
        int out = step.output();
        for (int image = 0; image < step.batches(); image++) {
            for (int y = 0; y < step.rows().out(); y++) {
                out = row(step, memory, Memory.at(step.input()) + image * imageBytes, y, out);
            }
        }
    }

    private static int row(WindowStep.ResizeBilinear step, Memory memory, int at, int y, int out) {
        WindowStep.Axis rows = step.rows();
        WindowStep.Axis columns = step.columns();
        int place = rows.place(y);
        int top = rows.before(place);
        int rowBytes = columns.in() * step.channels();
        int topRow = at + top * rowBytes;
        int bottomRow = at + rows.after(place) * rowBytes;
        for (int x = 0; x < columns.out(); x++) {
            pixel(step, memory, topRow, bottomRow, place - ONE * top, columns.place(x), out + x * step.channels());
        }
        return out + columns.out() * step.channels();
    }

    /** {@code down} is how far below the top row the output lies, in 1/1024 rows; {@code place} its column. */
    private static void pixel(
            WindowStep.ResizeBilinear step, Memory memory, int topRow, int bottomRow, int down, int place, int out) {
        byte[] in = memory.of(step.input());
        byte[] arena = memory.arena();
        int channels = step.channels();
        int left = step.columns().before(place);
        int right = step.columns().after(place) * channels;
        int along = place - ONE * left;
        left *= channels;
        for (int c = 0; c < channels; c++) {
            long top = (long) in[topRow + left + c] * (ONE - along) + (long) in[topRow + right + c] * along;
            long bottom = (long) in[bottomRow + left + c] * (ONE - along) + (long) in[bottomRow + right + c] * along;
            arena[out + c] = (byte) rounded(top * (ONE - down) + bottom * down, step.halfUp());
        }
    }

    private static long rounded(long mean, boolean halfUp) {
        long half = 1L << (FRACTION_BITS - 1);
        return halfUp ? (mean + half) >> FRACTION_BITS : (mean + (mean > 0 ? half : -half)) / (1 << FRACTION_BITS);
    }

    static void run(WindowStep.ResizeNearest step, Memory memory) {
        byte[] in = memory.of(step.input());
        int image = Memory.at(step.input());
        int out = step.output();
        int bytes = step.pixelBytes();
        for (int b = 0; b < step.batches(); b++) {
            for (int row : step.rows()) {
                for (int column : step.columns()) {
                    System.arraycopy(in, image + row + column, memory.arena(), out, bytes);
                    out += bytes;
                }
            }
            image += step.imageBytes();
        }
    }
}
