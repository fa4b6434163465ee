package io.twinbit.nn.lower;

import static io.twinbit.nn.tensor.ElementType.BOOL;
import static io.twinbit.nn.tensor.ElementType.FLOAT16;
import static io.twinbit.nn.tensor.ElementType.FLOAT32;
import static io.twinbit.nn.tensor.ElementType.FLOAT64;
import static io.twinbit.nn.tensor.ElementType.INT16;
import static io.twinbit.nn.tensor.ElementType.INT32;
import static io.twinbit.nn.tensor.ElementType.INT64;
import static io.twinbit.nn.tensor.ElementType.INT8;
import static io.twinbit.nn.tensor.ElementType.UINT8;

import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What TensorFlow Lite Micro's kernels take of an operator that moves elements, each in the file of its name.
 *
 * @param data position of the input whose elements move
 * @param types of it
 * @param maxRank of it
 * @param known positions of the inputs that must be known before the first inference, absent ones aside
 * @param knownTypes of those
 */
record LayoutLimits(int data, Set<ElementType> types, int maxRank, List<Integer> known, Set<ElementType> knownTypes) {
    private static final int ANY_RANK = Integer.MAX_VALUE;
    private static final Set<ElementType> WHOLE_BYTES =
            Set.of(BOOL, INT8, UINT8, INT16, FLOAT16, INT32, FLOAT32, INT64, FLOAT64);
    private static final Set<ElementType> NARROW = Set.of(FLOAT32, INT8);
    private static final Set<ElementType> PLAIN = Set.of(FLOAT32, INT8, INT16);
    private static final Set<ElementType> WIDE = Set.of(FLOAT32, INT8, INT16, INT32);

    static LayoutLimits of(LayoutOp operator) {
        return switch (operator) {
            case LayoutOp.Reshape _ -> ofAny(WHOLE_BYTES, ANY_RANK, 1);
            case LayoutOp.Squeeze _ -> ofAny(WHOLE_BYTES, 8);
            case LayoutOp.ExpandDims _ -> of(PLAIN, ANY_RANK, 1);
            case LayoutOp.ShapeOf _ -> ofAny(Set.of(), ANY_RANK);
            case LayoutOp.Pad _, LayoutOp.PadV2 _ -> of(WIDE, 5, 1);
            case LayoutOp.MirrorPad _ -> ofAny(NARROW, ANY_RANK, 1);
            case LayoutOp.Concatenation _ -> of(Set.of(FLOAT32, INT8, INT16, INT32, INT64, BOOL), 6);
            case LayoutOp.Pack _ -> of(Set.of(FLOAT32, INT8, INT16, INT32, INT64), ANY_RANK);
            case LayoutOp.Unpack _ -> of(WIDE, ANY_RANK);
            case LayoutOp.Split _ -> new LayoutLimits(1, WIDE, ANY_RANK, List.of(0), Set.of(INT32));
            case LayoutOp.SplitV _ -> of(WIDE, ANY_RANK, 2);
            case LayoutOp.Slice _ -> ofAny(Set.of(FLOAT32, INT32, INT8, INT16, BOOL), 5, 1, 2);
            case LayoutOp.StridedSlice _ -> of(Set.of(FLOAT32, INT8, INT16, INT32, BOOL), 4, 1, 2, 3);
            case LayoutOp.Transpose _ -> of(PLAIN, 5, 1);
            case LayoutOp.ReverseV2 _ -> of(Set.of(INT32, FLOAT32, UINT8, INT8, INT16, INT64, BOOL), 6, 1);
            case LayoutOp.BroadcastTo _ -> ofAny(WHOLE_BYTES, 5, 1);
            case LayoutOp.Gather _, LayoutOp.GatherNd _ -> of(NARROW, ANY_RANK);
            case LayoutOp.SpaceToDepth _, LayoutOp.DepthToSpace _ -> of(NARROW, 4);
            case LayoutOp.SpaceToBatchNd _, LayoutOp.BatchToSpaceNd _ -> of(NARROW, 4, 1, 2);
        };
    }

    /** What says how elements move is read as int32. */
    private static LayoutLimits of(Set<ElementType> types, int maxRank, Integer... known) {
        return new LayoutLimits(0, types, maxRank, List.of(known), Set.of(INT32));
    }

    /** What says how elements move may be int64, too. */
    private static LayoutLimits ofAny(Set<ElementType> types, int maxRank, Integer... known) {
        return new LayoutLimits(0, types, maxRank, List.of(known), Set.of(INT32, INT64));
    }

    /** Refuses what is beyond the limits. */
    void check(NodeContext node) {
        for (int i : known) {
            if (node.hasInput(i)) {
                if (node.graph().constant(node.node().inputs().get(i)) == null) {
                    throw node.refuse("input " + i + " depends on data, and how elements move on it");
                }
                require(node, i, node.input(i), knownTypes);
            }
        }
        require(node, data, node.input(data), types);
        if (node.in(data).rank() > maxRank) {
            throw node.refuse("input " + data + " of rank " + node.in(data).rank() + ", at most " + maxRank + " expected");
        }
    }

    private static void require(NodeContext node, int i, TensorSpec tensor, Set<ElementType> types) {
        if (!types.contains(tensor.type())) {
            throw node.refuse("input " + i + " " + tensor.type().label() + ", which the kernels do not take; "
                    + types.stream().map(ElementType::label).sorted().collect(Collectors.joining(", ")) + " expected");
        }
    }
}
