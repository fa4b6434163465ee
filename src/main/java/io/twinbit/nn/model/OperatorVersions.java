package io.twinbit.nn.model;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.WindowOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The version of an operator that its types and options need, as LiteRT counts them: a runtime refuses a version that it
 * does not know, so none is newer than needed. TensorFlow Lite Micro does not look at it.
 *
 * <p>Source: {@code tensorflow/compiler/mlir/lite/tools/versioning/op_version.cc} (tensorflow/tensorflow 03f49db5a),
 * bounded by what LiteRT registers ({@link Builtin#newestVersion}).
 */
final class OperatorVersions {
    private static final List<ElementType> COLUMNS = List.of(
            ElementType.INT8, ElementType.INT16, ElementType.BOOL, ElementType.INT32, ElementType.INT64, ElementType.INT4);

    /** By the type of the data: int8, int16, bool, int32, int64, int4. Operators that are not here are 1 for every type. */
    private static final Map<Builtin, int[]> BY_TYPE = parse("""
            ADD 2 3 1 1 4 1
            AVERAGE_POOL_2D 2 3 1 1 1 1
            CONCATENATION 2 3 1 1 1 5
            CONV_2D 3 4 1 1 1 1
            DEPTHWISE_CONV_2D 3 5 1 1 1 1
            DEPTH_TO_SPACE 2 1 1 1 1 1
            DEQUANTIZE 2 3 1 1 1 6
            FULLY_CONNECTED 4 7 1 1 1 1
            L2_NORMALIZATION 2 1 1 1 1 1
            LOGISTIC 2 3 1 1 1 1
            MAX_POOL_2D 2 3 1 1 1 1
            MUL 2 4 1 1 5 1
            RELU 2 3 1 1 1 1
            RELU6 2 3 1 1 1 1
            RESIZE_BILINEAR 2 4 1 1 1 1
            SOFTMAX 2 3 1 1 1 1
            SPACE_TO_DEPTH 2 1 1 1 1 1
            SVDF 3 1 1 1 1 1
            TANH 2 3 1 1 1 1
            PAD 2 3 5 1 1 1
            GATHER 2 4 3 1 1 7
            BATCH_TO_SPACE_ND 2 4 1 1 1 1
            SPACE_TO_BATCH_ND 2 4 1 1 1 1
            TRANSPOSE 2 5 3 1 1 7
            MEAN 2 3 1 1 1 1
            SUB 2 5 1 1 4 1
            STRIDED_SLICE 2 1 3 1 1 1
            SPLIT 2 4 1 3 1 1
            LOG_SOFTMAX 2 1 1 1 1 1
            CAST 3 1 1 1 1 6
            MAXIMUM 2 4 1 1 1 1
            ARG_MAX 2 1 3 1 1 1
            MINIMUM 2 4 1 1 1 1
            LESS 2 3 1 1 1 1
            PADV2 2 3 5 1 1 1
            GREATER 2 1 1 1 1 1
            GREATER_EQUAL 2 3 1 1 1 1
            LESS_EQUAL 2 1 1 1 1 1
            SLICE 2 4 1 1 1 7
            TRANSPOSE_CONV 2 1 1 1 1 1
            EQUAL 2 5 1 1 1 1
            NOT_EQUAL 2 4 1 1 1 1
            SUM 2 1 1 1 1 1
            RSQRT 2 3 1 1 1 1
            ARG_MIN 2 1 3 1 1 1
            REDUCE_MAX 2 3 1 1 1 1
            PACK 2 3 1 1 1 1
            UNPACK 2 4 3 1 1 1
            REDUCE_MIN 2 3 1 1 1 1
            RESIZE_NEAREST_NEIGHBOR 2 4 1 1 1 1
            LEAKY_RELU 1 2 1 1 1 1
            SQUARED_DIFFERENCE 2 1 1 1 1 1
            MIRROR_PAD 2 3 1 1 1 1
            ABS 2 3 1 5 1 1
            SPLIT_V 2 1 1 1 1 1
            REVERSE_V2 3 1 2 1 1 1
            GATHER_ND 1 3 5 1 1 1
            BATCH_MATMUL 2 3 1 1 1 1
            BROADCAST_TO 3 3 2 2 2 2
            """);

    private OperatorVersions() {}

    static int of(Graph graph, Node node) {
        Builtin kind = Builtin.of(node.op());
        return Math.max(byType(kind, graph, node), byOptions(graph, node));
    }

    private static int byType(Builtin kind, Graph graph, Node node) {
        int column = COLUMNS.indexOf(graph.tensor(node.inputs().get(dataInput(node))).type());
        int[] versions = BY_TYPE.get(kind);
        return versions == null || column < 0 ? 1 : versions[column];
    }

    /** Position of the input whose type counts. */
    private static int dataInput(Node node) {
        return switch (node.op()) {
            case LayoutOp.Split _ -> 1;
            case MatrixOp.TransposeConv _ -> 2;
            default -> 0;
        };
    }

    private static int byOptions(Graph graph, Node node) {
        return switch (node.op()) {
            case MatrixOp op -> matrix(op, graph, node);
            case WindowOp.ResizeBilinear op -> op.halfPixelCenters() ? 3 : 1;
            case WindowOp.ResizeNearestNeighbor op -> op.halfPixelCenters() || op.alignCorners() ? 3 : 1;
            case BroadcastOp op -> broadcast(op, graph, node);
            case LayoutOp op -> layout(op, graph, node);
            case ElementwiseOp op -> elementwise(op, graph, node);
            default -> 1;
        };
    }

    private static int matrix(MatrixOp matrix, Graph graph, Node node) {
        ElementType input = input(graph, node, dataInput(node)).type();
        TensorSpec weights = input(graph, node, 1);
        boolean hasInt16Bias = input == ElementType.INT16 && hasBias(node, matrix instanceof MatrixOp.TransposeConv ? 3 : 2);
        boolean hasInt4 = weights.type() == ElementType.INT4;
        return switch (matrix) {
            case MatrixOp.Conv2d _ -> hasInt16Bias ? 8 : hasInt4 ? 7 : isGrouped(graph, node) ? 6 : 1;
            case MatrixOp.DepthwiseConv2d _ -> hasInt4 ? 7 : 1;
            case MatrixOp.FullyConnected op -> hasInt16Bias ? 11 : hasInt4 ? 10 : !hasBias(node, 2) ? 6 : op.keepNumDims() ? 5 : 1;
            case MatrixOp.TransposeConv op ->
                hasInt16Bias ? 5 : op.activation() != Activation.NONE ? 4 : hasBias(node, 3) ? 3 : 1;
            case MatrixOp.BatchMatmul _ -> 1;
        };
    }

    static boolean hasBias(Node node, int position) {
        return node.inputs().size() > position && node.inputs().get(position) != Node.ABSENT;
    }

    private static boolean isGrouped(Graph graph, Node node) {
        return input(graph, node, 0).shape().last(0) != input(graph, node, 1).shape().last(0);
    }

    private static int broadcast(BroadcastOp broadcast, Graph graph, Node node) {
        boolean isDeep = node.inputs().stream().anyMatch(i -> graph.tensor(i).shape().rank() > 4);
        return switch (broadcast) {
            case BroadcastOp.Sub _, BroadcastOp.Maximum _, BroadcastOp.Minimum _ -> isDeep ? 3 : 1;
            case BroadcastOp.Div _ -> isDeep ? 2 : 1;
            case BroadcastOp.Mul _ -> isUpscaled(graph, node) ? 3 : 1;
            default -> 1;
        };
    }

    /** Whether a product of int8 is multiplied by 1 or more on its way to the output. */
    private static boolean isUpscaled(Graph graph, Node node) {
        TensorSpec left = input(graph, node, 0);
        TensorSpec right = input(graph, node, 1);
        TensorSpec output = graph.tensor(node.outputs().getFirst());
        return !left.quantization().isNone() && !right.quantization().isNone() && !output.quantization().isNone()
                && left.quantization().scale() * right.quantization().scale() >= output.quantization().scale();
    }

    private static int elementwise(ElementwiseOp elementwise, Graph graph, Node node) {
        TensorSpec input = input(graph, node, 0);
        TensorSpec output = graph.tensor(node.outputs().getFirst());
        return switch (elementwise) {
            case ElementwiseOp.Quantize _ ->
                output.quantization().isPerChannel() ? 3 : output.type() == ElementType.INT16 ? 2 : 1;
            case ElementwiseOp.Dequantize _ -> input.quantization().isPerChannel() ? 5 : 1;
            case ElementwiseOp.Cast _ -> output.type() == ElementType.INT8 ? 3 : 1;
            default -> 1;
        };
    }

    private static int layout(LayoutOp layout, Graph graph, Node node) {
        int rank = input(graph, node, dataInput(node)).shape().rank();
        return switch (layout) {
            case LayoutOp.Pad _, LayoutOp.PadV2 _ -> rank > 4 ? 4 : 1;
            case LayoutOp.Transpose _ -> rank > 5 ? 6 : rank > 4 ? 4 : 1;
            case LayoutOp.Slice _ -> rank > 4 ? 5 : 1;
            case LayoutOp.SpaceToBatchNd _, LayoutOp.BatchToSpaceNd _ -> rank != 4 ? 3 : 1;
            case LayoutOp.StridedSlice op ->
                op.offset() ? 8 : op.ellipsisMask() != 0 || op.newAxisMask() != 0 ? 6 : rank > 4 ? 4 : 1;
            case LayoutOp.Gather op -> op.batchDims() != 0 ? 5 : 1;
            default -> 1;
        };
    }

    private static TensorSpec input(Graph graph, Node node, int i) {
        return graph.tensor(node.inputs().get(i));
    }

    private static Map<Builtin, int[]> parse(String rows) {
        Map<Builtin, int[]> versions = new EnumMap<>(Builtin.class);
        rows.lines().map(row -> row.split(" ", -1)).forEach(row -> {
            int[] numbers = new int[COLUMNS.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Integer.parseInt(row[i + 1]);
            }
            versions.put(Builtin.valueOf(row[0]), numbers);
        });
        return versions;
    }
}
