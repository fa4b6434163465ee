package io.twinbit.nn.lower;

/** Steps on neighbouring cells of images (n, h, w, c), without weights. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface WindowStep extends Step {
    /** AVERAGE_POOL_2D: mean of the cells inside the image, half away from zero, clamped. */
    record AveragePool2d(Operand input, Window window, int min, int max, int output) implements WindowStep {
        @Override
        public int accumulators() {
            return window.outC();
        }
    }

    /** MAX_POOL_2D: greatest of the cells inside the image, clamped. */
    record MaxPool2d(Operand input, Window window, int min, int max, int output) implements WindowStep {
        @Override
        public int accumulators() {
            return window.outC();
        }
    }
}
