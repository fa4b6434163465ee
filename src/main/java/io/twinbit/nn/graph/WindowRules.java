package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;

/** Pools, and the windows of convolutions too: they move over (n, h, w, c). */
final class WindowRules {
    private static final int MAX_STEP = 65_535;
    private static final long MAX_EXTENT = 1 << 24;

    private WindowRules() {}

    static void check(WindowOp op, Operands operands, Violations violations) {
        switch (op) {
            case WindowOp.AveragePool2d pool -> checkPool(
                    pool.padding(),
                    new Window(pool.windowH(), pool.strideH(), 1),
                    new Window(pool.windowW(), pool.strideW(), 1), operands, violations);
            case WindowOp.MaxPool2d pool -> checkPool(
                    pool.padding(),
                    new Window(pool.windowH(), pool.strideH(), 1),
                    new Window(pool.windowW(), pool.strideW(), 1), operands, violations);
            case WindowOp.ResizeBilinear _, WindowOp.ResizeNearestNeighbor _ -> {
                if (OperandRules.counts(2, 2, operands, violations) && OperandRules.sameType(1, operands, violations)) {
                    checkResize(operands, violations);
                }
            }
        }
    }

    /** A size that depends on data is refused by the lowering. */
    private static void checkResize(Operands operands, Violations violations) {
        if (operands.constant(1) == null) {
            return;
        }
        long[] size = operands.integers(1);
        if (size == null || size.length != 2 || size[0] < 1 || size[1] < 1 || size[0] > MAX_EXTENT || size[1] > MAX_EXTENT) {
            violations.node(operands.number(), "new size " + operands.input(1)
                    + ", constant height and width of 1 to " + MAX_EXTENT + " expected");
        } else if (ranksAre4(1, operands, violations)) {
            int[] computed = operands.in(0).toArray();
            computed[1] = (int) size[0];
            computed[2] = (int) size[1];
            OperandRules.expect(computed, operands, violations);
        }
    }

    private static void checkPool(
            Padding padding, Window rows, Window columns, Operands operands, Violations violations) {
        if (!OperandRules.counts(1, 1, operands, violations) || !OperandRules.sameType(1, operands, violations)) {
            return;
        }
        OperandRules.symmetric(operands, violations);
        if (ranksAre4(1, operands, violations)) {
            checkOutput(padding, rows, columns, operands.in(0).dim(3), operands, violations);
        }
    }

    static boolean ranksAre4(int inputs, Operands operands, Violations violations) {
        for (int i = 0; i < inputs; i++) {
            if (operands.in(i).rank() != 4) {
                violations.node(operands.number(), "input " + i + " of shape " + operands.in(i) + ", rank 4 expected");
                return false;
            }
        }
        return true;
    }

    static void checkOutput(
            Padding padding, Window rows, Window columns, int channels, Operands operands, Violations violations) {
        if (!checkBounds(rows, columns, operands, violations)) {
            return;
        }
        Shape input = operands.in(0);
        long height = padding.outputs(input.dim(1), rows.cells, rows.stride, rows.dilation);
        long width = padding.outputs(input.dim(2), columns.cells, columns.stride, columns.dilation);
        if (height < 1 || width < 1) {
            violations.node(operands.number(), "no window fits: input " + input + ", rows: " + rows + "; columns: "
                    + columns);
            return;
        }
        int[] computed = {input.dim(0), (int) height, (int) width, channels};
        OperandRules.expect(computed, operands, violations);
    }

    static boolean checkBounds(Window rows, Window columns, Operands operands, Violations violations) {
        if (rows.isBounded() && columns.isBounded()) {
            return true;
        }
        violations.node(operands.number(), "rows: " + rows + "; columns: " + columns + "; window, stride and dilation"
                + " of 1 to " + MAX_STEP + " expected, and a window's extent of at most " + MAX_EXTENT);
        return false;
    }

    /** A window along one dimension. */
    record Window(int cells, int stride, int dilation) {
        boolean isBounded() {
            return isStep(cells) && isStep(stride) && isStep(dilation)
                    && Padding.extent(cells, dilation) <= MAX_EXTENT;
        }

        private static boolean isStep(int value) {
            return value >= 1 && value <= MAX_STEP;
        }

        @Override
        public String toString() {
            return "window " + cells + " stride " + stride + " dilation " + dilation;
        }
    }
}
