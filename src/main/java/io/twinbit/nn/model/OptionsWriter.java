package io.twinbit.nn.model;

import com.google.flatbuffers.FlatBufferBuilder;
import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.MatrixOp;
import io.twinbit.nn.graph.Node;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.Padding;
import io.twinbit.nn.graph.RecurrentOp;
import io.twinbit.nn.graph.ReductionOp;
import io.twinbit.nn.graph.WindowOp;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables of options by the schema's numbers of fields: those that {@link OperatorReader} reads, and those that other
 * runtimes want though the tensors say the same (numbers of outputs, types, new shapes).
 */
final class OptionsWriter {
    private static final int FIELDS = 8;
    private static final byte TANH = 4;

    /** The schema's number of the element type. */
    private static final int INT32 = 2;

    private final Graph graph;
    private final FlatBufferBuilder file;

    OptionsWriter(Graph graph, FlatBufferBuilder file) {
        this.graph = graph;
        this.file = file;
    }

    int write(Node node) {
        int dims = dims(node); // a vector stands before the table that names it
        file.startTable(FIELDS);
        switch (node.op()) {
            case MatrixOp op -> matrix(op, node);
            case WindowOp op -> window(op);
            case BroadcastOp op -> broadcast(op, node);
            case ElementwiseOp op -> elementwise(op, node);
            case ReductionOp op -> reduction(op, node);
            case LayoutOp op -> layout(op, node, dims);
            case RecurrentOp op -> recurrent(op);
            case Op.Unsupported op -> throw new IllegalStateException(op.name() + " has no options");
        }
        return file.endTable();
    }

    private void matrix(MatrixOp matrix, Node node) {
        switch (matrix) {
            case MatrixOp.Conv2d op -> {
                padding(op.padding());
                int32(1, op.strideW());
                int32(2, op.strideH());
                activation(3, op.activation());
                file.addInt(4, op.dilationW(), 1);
                file.addInt(5, op.dilationH(), 1);
                int8(6, biasType(node, 0, 2, op.int32Sums()));
            }
            case MatrixOp.DepthwiseConv2d op -> {
                padding(op.padding());
                int32(1, op.strideW());
                int32(2, op.strideH());
                int32(3, op.depthMultiplier());
                activation(4, op.activation());
                file.addInt(5, op.dilationW(), 1);
                file.addInt(6, op.dilationH(), 1);
            }
            case MatrixOp.FullyConnected op -> {
                activation(0, op.activation());
                bool(2, op.keepNumDims());
                int8(4, biasType(node, 0, 2, op.int32Sums()));
            }
            case MatrixOp.TransposeConv op -> {
                padding(op.padding());
                int32(1, op.strideW());
                int32(2, op.strideH());
                activation(3, op.activation());
                int8(4, biasType(node, 2, 3, false));
            }
            case MatrixOp.BatchMatmul op -> {
                bool(0, op.adjointLeft());
                bool(1, op.adjointRight());
            }
        }
    }

    /** Type of the bias beside int16 activations, there or not, which decides how wide sums are; 0 says nothing. */
    private int biasType(Node node, int input, int bias, boolean int32Sums) {
        if (!OperatorVersions.hasBias(node, bias)) {
            return int32Sums ? INT32 : 0;
        }
        return typeOf(node.inputs().get(input)) == ElementType.INT16 ? typeCode(node.inputs().get(bias)) : 0;
    }

    private void window(WindowOp window) {
        switch (window) {
            case WindowOp.AveragePool2d op -> {
                pool(op.padding(), op.strideH(), op.strideW(), op.windowH(), op.windowW());
                activation(5, op.activation());
            }
            case WindowOp.MaxPool2d op -> {
                pool(op.padding(), op.strideH(), op.strideW(), op.windowH(), op.windowW());
                activation(5, op.activation());
            }
            case WindowOp.ResizeBilinear op -> {
                bool(2, op.alignCorners());
                bool(3, op.halfPixelCenters());
            }
            case WindowOp.ResizeNearestNeighbor op -> {
                bool(0, op.alignCorners());
                bool(1, op.halfPixelCenters());
            }
        }
    }

    private void pool(Padding padding, int strideH, int strideW, int windowH, int windowW) {
        padding(padding);
        int32(1, strideW);
        int32(2, strideH);
        int32(3, windowW);
        int32(4, windowH);
    }

    private void broadcast(BroadcastOp broadcast, Node node) {
        switch (broadcast) {
            case BroadcastOp.Add op -> sum(op.activation(), node);
            case BroadcastOp.Sub op -> sum(op.activation(), node);
            case BroadcastOp.Mul op -> activation(0, op.activation());
            case BroadcastOp.Div op -> activation(0, op.activation());
            case BroadcastOp.SquaredDifference _, BroadcastOp.Maximum _, BroadcastOp.Minimum _, BroadcastOp.Prelu _,
                    BroadcastOp.Compare _, BroadcastOp.SelectV2 _, BroadcastOp.AddN _ -> { }
        }
    }

    /** Field 1 says that int16 scales are powers of two, for which LiteRT has another kernel; the default is true. */
    private void sum(Activation activation, Node node) {
        activation(0, activation);
        file.addBoolean(1, typeOf(node.outputs().getFirst()) != ElementType.INT16, true);
    }

    private void elementwise(ElementwiseOp elementwise, Node node) {
        switch (elementwise) {
            case ElementwiseOp.LeakyRelu op -> file.addFloat(0, op.alpha(), 0);
            case ElementwiseOp.Cast _ -> {
                int8(0, typeCode(node.inputs().getFirst()));
                int8(1, typeCode(node.outputs().getFirst()));
            }
            case ElementwiseOp.Relu _, ElementwiseOp.Relu6 _, ElementwiseOp.Elu _, ElementwiseOp.HardSwish _,
                    ElementwiseOp.Logistic _, ElementwiseOp.Tanh _, ElementwiseOp.Abs _, ElementwiseOp.Rsqrt _,
                    ElementwiseOp.Quantize _, ElementwiseOp.Dequantize _ -> { }
        }
    }

    private void reduction(ReductionOp reduction, Node node) {
        switch (reduction) {
            case ReductionOp.Softmax op -> file.addFloat(0, op.beta(), 0);
            case ReductionOp.LogSoftmax _ -> { }
            case ReductionOp.L2Normalization op -> activation(0, op.activation());
            case ReductionOp.Mean op -> bool(0, op.keepDims());
            case ReductionOp.Sum op -> bool(0, op.keepDims());
            case ReductionOp.ReduceMax op -> bool(0, op.keepDims());
            case ReductionOp.ReduceMin op -> bool(0, op.keepDims());
            case ReductionOp.ArgMax _, ReductionOp.ArgMin _ -> int8(0, typeCode(node.outputs().getFirst()));
            case ReductionOp.CumSum op -> {
                bool(0, op.exclusive());
                bool(1, op.reverse());
            }
        }
    }

    private void layout(LayoutOp layout, Node node, int dims) {
        switch (layout) {
            case LayoutOp.Reshape _, LayoutOp.Squeeze _ -> file.addOffset(0, dims, 0);
            case LayoutOp.ShapeOf _ -> int8(0, typeCode(node.outputs().getFirst()));
            case LayoutOp.MirrorPad op -> int8(0, op.symmetric() ? 1 : 0);
            case LayoutOp.Concatenation op -> {
                int32(0, op.axis());
                activation(1, op.activation());
            }
            case LayoutOp.Pack op -> {
                int32(0, node.inputs().size());
                int32(1, op.axis());
            }
            case LayoutOp.Unpack op -> {
                int32(0, node.outputs().size());
                int32(1, op.axis());
            }
            case LayoutOp.Split _, LayoutOp.SplitV _ -> int32(0, node.outputs().size());
            case LayoutOp.StridedSlice op -> stridedSlice(op);
            case LayoutOp.Gather op -> {
                int32(0, op.axis());
                int32(1, op.batchDims());
            }
            case LayoutOp.SpaceToDepth op -> int32(0, op.blockSize());
            case LayoutOp.DepthToSpace op -> int32(0, op.blockSize());
            case LayoutOp.ExpandDims _, LayoutOp.Pad _, LayoutOp.PadV2 _, LayoutOp.Slice _, LayoutOp.Transpose _,
                    LayoutOp.ReverseV2 _, LayoutOp.BroadcastTo _, LayoutOp.GatherNd _, LayoutOp.SpaceToBatchNd _,
                    LayoutOp.BatchToSpaceNd _ -> { }
        }
    }

    private void stridedSlice(LayoutOp.StridedSlice op) {
        int32(0, op.beginMask());
        int32(1, op.endMask());
        int32(2, op.ellipsisMask());
        int32(3, op.newAxisMask());
        int32(4, op.shrinkAxisMask());
        bool(5, op.offset());
    }

    private void recurrent(RecurrentOp recurrent) {
        switch (recurrent) {
            case RecurrentOp.Svdf op -> {
                int32(0, op.rank());
                activation(1, op.activation());
            }
            case RecurrentOp.UnidirectionalSequenceLstm op -> {
                int8(0, TANH);
                file.addFloat(1, op.cellClip(), 0);
                file.addFloat(2, op.projectionClip(), 0);
                bool(3, op.timeMajor());
            }
        }
    }

    /** The vector that RESHAPE (its new shape) and SQUEEZE (the dimensions that go) carry. */
    private int dims(Node node) {
        return switch (node.op()) {
            case LayoutOp.Reshape _ -> TfliteWriter.ints(file, shapeOf(node.outputs()).toArray());
            case LayoutOp.Squeeze _ ->
                TfliteWriter.ints(file, squeezed(shapeOf(node.inputs()), shapeOf(node.outputs())));
            default -> 0;
        };
    }

    /** Dimensions of {@code from}, all 1, without which it is {@code to}. */
    private static List<Integer> squeezed(Shape from, Shape to) {
        List<Integer> dims = new ArrayList<>();
        int kept = 0;
        for (int i = 0; i < from.rank(); i++) {
            if (kept < to.rank() && from.dim(i) == to.dim(kept)) {
                kept++;
            } else {
                dims.add(i);
            }
        }
        return dims;
    }

    private Shape shapeOf(List<Integer> tensors) {
        return graph.tensor(tensors.getFirst()).shape();
    }

    private ElementType typeOf(int tensor) {
        return graph.tensor(tensor).type();
    }

    private int typeCode(int tensor) {
        return TensorWriter.typeCode(typeOf(tensor));
    }

    private void padding(Padding padding) {
        int8(0, switch (padding) {
            case SAME -> 0;
            case VALID -> 1;
        });
    }

    private void activation(int field, Activation activation) {
        int8(field, switch (activation) {
            case NONE -> 0;
            case RELU -> 1;
            case RELU_N1_TO_1 -> 2;
            case RELU6 -> 3;
        });
    }

    private void bool(int field, boolean value) {
        file.addBoolean(field, value, false);
    }

    private void int8(int field, int value) {
        file.addByte(field, (byte) value, 0);
    }

    private void int32(int field, int value) {
        file.addInt(field, value, 0);
    }
}
