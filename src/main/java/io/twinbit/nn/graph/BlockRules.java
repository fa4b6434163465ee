package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Blocks of pixels that become channels or images, and back. */
final class BlockRules {
    /** Pixels of a block, of which each is cropped for itself. */
    private static final int MAX_BLOCK = 4096;

    private BlockRules() {}

    static void check(LayoutOp.SpaceToDepth op, Operands operands, Violations violations) {
        if (areImages(op.blockSize(), operands, violations)) {
            int[] dims = operands.in(0).toArray();
            int block = op.blockSize();
            if (dims[1] % block != 0 || dims[2] % block != 0) {
                violations.node(operands.number(), "input " + operands.in(0) + " is not made of blocks of " + block);
                return;
            }
            int[] blocks = {dims[0], dims[1] / block, dims[2] / block, dims[3] * block * block};
            OperandRules.expect(blocks, operands, violations);
        }
    }

    static void check(LayoutOp.DepthToSpace op, Operands operands, Violations violations) {
        if (areImages(op.blockSize(), operands, violations)) {
            int[] dims = operands.in(0).toArray();
            int block = op.blockSize();
            if (dims[3] % (block * block) != 0) {
                violations.node(operands.number(), "input " + operands.in(0) + " is not made of blocks of " + block);
                return;
            }
            int[] image = {dims[0], dims[1] * block, dims[2] * block, dims[3] / (block * block)};
            OperandRules.expect(image, operands, violations);
        }
    }

    private static boolean areImages(int block, Operands operands, Violations violations) {
        if (!LayoutRules.fits(1, 1, operands, violations) || !WindowRules.ranksAre4(1, operands, violations)) {
            return false;
        }
        if (block < 1 || block * (long) block > MAX_BLOCK) {
            violations.node(operands.number(), "block size " + block + "; 1 to 64 expected");
            return false;
        }
        return true;
    }

    static void checkSpaceToBatch(Operands operands, Violations violations) {
        long[] block = blockShape(operands, violations);
        long[] paddings =
                block == null ? null : LayoutRules.integers(2, 2 * block.length, "paddings", operands, violations);
        if (block == null || paddings == null || Arrays.stream(paddings).anyMatch(p -> p != 0)) {
            return; // the lowering refuses what is padded: the kernel's result is not defined
        }
        int[] dims = operands.in(0).toArray();
        for (int d = 0; d < block.length; d++) {
            if (dims[d + 1] % block[d] != 0) {
                violations.node(operands.number(), "input " + operands.in(0) + " is not made of blocks of "
                        + Arrays.toString(block));
                return;
            }
            dims[0] *= (int) block[d];
            dims[d + 1] /= (int) block[d];
        }
        OperandRules.expect(dims, operands, violations);
    }

    static void checkBatchToSpace(Operands operands, Violations violations) {
        long[] block = blockShape(operands, violations);
        long[] crops = block == null ? null : LayoutRules.integers(2, 2 * block.length, "crops", operands, violations);
        if (block == null || crops == null) {
            return;
        }
        int[] dims = operands.in(0).toArray();
        long pixels = Arrays.stream(block).reduce(1, (a, b) -> a * b);
        if (dims[0] % pixels != 0) {
            violations.node(operands.number(), "input " + operands.in(0) + " has no whole number of blocks of "
                    + Arrays.toString(block));
            return;
        }
        dims[0] /= (int) pixels;
        for (int d = 0; d < block.length; d++) {
            long whole = dims[d + 1] * block[d];
            long before = crops[2 * d];
            long after = crops[2 * d + 1];
            if (before < 0 || before > whole || after < 0 || after > whole - before) {
                violations.node(operands.number(), "crops " + before + " and " + after + " of " + whole + " in dimension "
                        + (d + 1));
                return;
            }
            dims[d + 1] = (int) Math.min(whole - before - after, Integer.MAX_VALUE);
        }
        OperandRules.expect(dims, operands, violations);
    }

    /** One size for (n, h, c), two for (n, h, w, c); null if there is nothing to compare. */
    private static long @Nullable [] blockShape(Operands operands, Violations violations) {
        if (!LayoutRules.fits(3, 3, operands, violations)) {
            return null;
        }
        Shape input = operands.in(0);
        if (input.rank() != 3 && input.rank() != 4) {
            violations.node(operands.number(), "input " + input + ", rank 3 or 4 expected");
            return null;
        }
        long[] block = LayoutRules.integers(1, input.rank() - 2, "block shape", operands, violations);
        if (block != null && (Arrays.stream(block).anyMatch(b -> b < 1 || b > MAX_BLOCK)
                || Arrays.stream(block).reduce(1, (a, b) -> a * b) > MAX_BLOCK)) {
            violations.node(operands.number(), "block shape " + Arrays.toString(block) + "; 1 to " + MAX_BLOCK
                    + " pixels expected");
            return null;
        }
        return block;
    }
}
