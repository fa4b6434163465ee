package io.twinbit.nn.graph;

/** Operators that only move elements, and SHAPE, which only looks at a tensor's dimensions. */
public sealed interface LayoutOp extends Op {
    /** Input, [new shape as a constant]; the output tensor's own shape is what counts. */
    record Reshape() implements LayoutOp {}

    /** Input; the output tensor's own shape is what counts. */
    record Squeeze() implements LayoutOp {}

    /** Input, axis as a constant; the output tensor's own shape is what counts. */
    record ExpandDims() implements LayoutOp {}

    /** Input; output (rank), int32 or int64. */
    record ShapeOf() implements LayoutOp {}

    /** Input, paddings (rank, 2) as a constant; pads with the output's zero point. */
    record Pad() implements LayoutOp {}

    /** Input, paddings (rank, 2) as a constant, the value to pad with. */
    record PadV2() implements LayoutOp {}

    /**
     * Input, paddings (rank, 2) as a constant; pads with what lies inside.
     *
     * @param symmetric whether the border itself is repeated
     */
    record MirrorPad(boolean symmetric) implements LayoutOp {}

    record Concatenation(int axis, Activation activation) implements LayoutOp {}

    /** Inputs of one shape, which get a new dimension {@code axis}. */
    record Pack(int axis) implements LayoutOp {}

    /** Input; as many outputs as dimension {@code axis} has, without it. */
    record Unpack(int axis) implements LayoutOp {}

    /** Axis as a constant, input; outputs of equal shape. */
    record Split() implements LayoutOp {}

    /** Input, sizes as a constant (one may be -1: the rest), axis as a constant; as many outputs. */
    record SplitV() implements LayoutOp {}

    /** Input, begin, size (-1: to the end), both constants. */
    record Slice() implements LayoutOp {}

    /** Input, begin, end, strides as constants; bit i of a mask is about entry i of those. */
    record StridedSlice(
            int beginMask, int endMask, int ellipsisMask, int newAxisMask, int shrinkAxisMask, boolean offset)
            implements LayoutOp {
        /** Whether nothing is set that TensorFlow Lite Micro's kernel does not look at. */
        public boolean isPlain() {
            return ellipsisMask == 0 && newAxisMask == 0 && !offset;
        }
    }

    /** Input, order of the dimensions as a constant. */
    record Transpose() implements LayoutOp {}

    /** Input, axes as a constant. */
    record ReverseV2() implements LayoutOp {}

    /** Input, new shape as a constant. */
    record BroadcastTo() implements LayoutOp {}

    /** Input, indices (int32). */
    record Gather(int axis, int batchDims) implements LayoutOp {}

    /** Input, indices (..., depth) of its first dimensions. */
    record GatherNd() implements LayoutOp {}

    record SpaceToDepth(int blockSize) implements LayoutOp {}

    record DepthToSpace(int blockSize) implements LayoutOp {}

    /** Input, block shape as a constant, paddings (block dimensions, 2) as a constant. */
    record SpaceToBatchNd() implements LayoutOp {}

    /** Input, block shape as a constant, crops (block dimensions, 2) as a constant. */
    record BatchToSpaceNd() implements LayoutOp {}

    @Override
    default String label() {
        return switch (this) {
            case Reshape _ -> "RESHAPE";
            case Squeeze _ -> "SQUEEZE";
            case ExpandDims _ -> "EXPAND_DIMS";
            case ShapeOf _ -> "SHAPE";
            case Pad _ -> "PAD";
            case PadV2 _ -> "PADV2";
            case MirrorPad _ -> "MIRROR_PAD";
            case Concatenation _ -> "CONCATENATION";
            case Pack _ -> "PACK";
            case Unpack _ -> "UNPACK";
            case Split _ -> "SPLIT";
            case SplitV _ -> "SPLIT_V";
            case Slice _ -> "SLICE";
            case StridedSlice _ -> "STRIDED_SLICE";
            case Transpose _ -> "TRANSPOSE";
            case ReverseV2 _ -> "REVERSE_V2";
            case BroadcastTo _ -> "BROADCAST_TO";
            case Gather _ -> "GATHER";
            case GatherNd _ -> "GATHER_ND";
            case SpaceToDepth _ -> "SPACE_TO_DEPTH";
            case DepthToSpace _ -> "DEPTH_TO_SPACE";
            case SpaceToBatchNd _ -> "SPACE_TO_BATCH_ND";
            case BatchToSpaceNd _ -> "BATCH_TO_SPACE_ND";
        };
    }
}
