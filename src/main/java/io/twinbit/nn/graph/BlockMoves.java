package io.twinbit.nn.graph;

import io.twinbit.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * How pixels of an image (n, h, w, c), or of rows (n, h, c), relate to blocks of some rows times some columns of
 * them, whose pixels lie one after another in the channels or in the batch.
 *
 * @param dims of both: (block row, block column, batch, row, column, channel) in some order
 * @param image strides of these in the image
 * @param blocks strides of these in the tensor of blocks
 */
@SuppressWarnings("ArrayRecordComponent")
record BlockMoves(int[] dims, int[] image, int[] blocks) {
    /** SPACE_TO_DEPTH and DEPTH_TO_SPACE: image (n, h * block, w * block, c), blocks (n, h, w, block * block * c). */
    static BlockMoves depth(Shape image, Shape blocks, int block) {
        int[] s = image.strides();
        int[] b = blocks.strides();
        int channels = image.dim(3);
        return new BlockMoves(
                new int[] {blocks.dim(0), blocks.dim(1), block, blocks.dim(2), block, channels},
                new int[] {s[0], block * s[1], s[1], block * s[2], s[2], 1},
                new int[] {b[0], b[1], block * channels, b[2], channels, 1});
    }

    /** SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND: the batch of blocks is (block row, block column, n). */
    static BlockMoves batch(Shape image, Shape blocks, int[] block) {
        Shape images = asImages(image);
        Shape batches = asImages(blocks);
        int[] s = images.strides();
        int[] b = batches.strides();
        int blockW = blockW(block);
        return new BlockMoves(
                new int[] {block[0], blockW, images.dim(0), batches.dim(1), batches.dim(2), images.dim(3)},
                new int[] {s[1], s[2], s[0], block[0] * s[1], blockW * s[2], 1},
                new int[] {blockW * images.dim(0) * b[0], images.dim(0) * b[0], b[0], b[1], b[2], 1});
    }

    /** Rows are images of one column. */
    private static Shape asImages(Shape shape) {
        return shape.rank() == 4 ? shape : Shape.of(shape.dim(0), shape.dim(1), 1, shape.dim(2));
    }

    private static int blockW(int[] block) {
        return block.length == 2 ? block[1] : 1;
    }

    Move toBlocks() {
        return Move.of(0, 0, dims, 0, image, 0, blocks);
    }

    Move fromBlocks() {
        return Move.of(0, 0, dims, 0, blocks, 0, image);
    }

    /** BATCH_TO_SPACE_ND: for each pixel of a block the rows and columns that are not cropped away. */
    static List<Move> cropped(Operands operands, int[] block, int[] crops) {
        BlockMoves whole = batch(operands.out(), operands.in(0), block);
        Shape out = asImages(operands.out());
        boolean hasColumns = block.length == 2;
        if (crops[0] + crops[1] == 0 && (!hasColumns || crops[2] + crops[3] == 0)) {
            return List.of(whole.fromBlocks());
        }
        List<Move> moves = new ArrayList<>();
        for (int y = 0; y < whole.dims[0]; y++) {
            for (int x = 0; x < whole.dims[1]; x++) {
                Kept rows = Kept.of(y - crops[0], whole.dims[0], whole.dims[3], out.dim(1));
                Kept columns = Kept.of(x - (hasColumns ? crops[2] : 0), whole.dims[1], whole.dims[4], out.dim(2));
                if (rows.count > 0 && columns.count > 0) {
                    moves.add(whole.part(y, x, rows, columns));
                }
            }
        }
        return moves;
    }

    private Move part(int y, int x, Kept rows, Kept columns) {
        int[] kept = {1, 1, dims[2], rows.count, columns.count, dims[5]};
        int start = y * blocks[0] + x * blocks[1] + rows.first * blocks[3] + columns.first * blocks[4];
        int outStart = rows.out * image[0] + columns.out * image[1];
        return Move.of(0, 0, kept, start, blocks, outStart, image);
    }

    /** Rows of blocks, from {@code first} on, whose one pixel is in the image; that of the first is in row {@code out}. */
    private record Kept(int first, int count, int out) {
        /** Row i of blocks goes to row {@code i * block + shift} of {@code outputs}. */
        static Kept of(int shift, int block, int inputs, int outputs) {
            int first = Math.max(0, Math.ceilDiv(-shift, block));
            int end = Math.min(inputs, Math.ceilDiv(outputs - shift, block));
            return new Kept(first, end - first, first * block + shift);
        }
    }
}
