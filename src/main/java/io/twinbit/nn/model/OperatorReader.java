package io.twinbit.nn.model;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.BroadcastOp;
import io.twinbit.nn.graph.ElementwiseOp;
import io.twinbit.nn.graph.LayoutOp;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.ReductionOp;

/** Operator tables, with the codes they point to, to {@link Op}s. */
final class OperatorReader {
    private final FlatVector codes;

    OperatorReader(FlatVector codes) {
        this.codes = codes;
    }

    Op op(FlatTable operator) {
        long index = operator.uint32(0, "opcode_index");
        if (index >= codes.length()) {
            throw operator.malformed("operator code " + index + " of " + codes.length());
        }
        FlatTable code = codes.table((int) index, "operator code");
        int builtin = builtin(code);
        int version = code.int32(2, "version", 1);
        if (builtin == BuiltinOperators.CUSTOM) {
            return new Op.Unsupported("custom operator '" + code.string(1, "custom_code") + "'", version);
        }
        Builtin known = Builtin.of(builtin);
        if (known == null || version < 1 || version > known.newestVersion()) {
            return new Op.Unsupported(BuiltinOperators.name(builtin), version);
        }
        return op(known, new Options(operator, known, version));
    }

    /** The schema's byte-sized field came first; codes above 126 only fit the wider one, so the larger of both holds. */
    private static int builtin(FlatTable code) {
        int builtin = Math.max(code.int8(0, "deprecated_builtin_code", 0), code.int32(3, "builtin_code", 0));
        if (builtin < 0) {
            throw code.malformed("builtin operator " + builtin);
        }
        return builtin;
    }

    private static Op op(Builtin kind, Options options) {
        int code = kind.activationField() < 0 ? 0 : options.int8(kind.activationField(), "fused activation");
        return switch (code) {
            case 0 -> read(kind, options, Activation.NONE);
            case 1 -> read(kind, options, Activation.RELU);
            case 2 -> read(kind, options, Activation.RELU_N1_TO_1);
            case 3 -> read(kind, options, Activation.RELU6);
            case 4 -> options.unsupported("with fused TANH");
            case 5 -> options.unsupported("with fused SIGN_BIT");
            default -> throw options.malformed("fused activation " + code + ", 0 to 5 expected");
        };
    }

    private static Op read(Builtin kind, Options options, Activation activation) {
        return switch (kind) {
            case AVERAGE_POOL_2D -> WindowOptions.averagePool2d(options, activation);
            case CONCATENATION -> new LayoutOp.Concatenation(options.int32(0, "axis", 0), activation);
            case CONV_2D -> MatrixOptions.conv2d(options, activation);
            case DEPTHWISE_CONV_2D -> MatrixOptions.depthwiseConv2d(options, activation);
            case DEPTH_TO_SPACE -> new LayoutOp.DepthToSpace(options.int32(0, "block_size", 0));
            case FULLY_CONNECTED -> MatrixOptions.fullyConnected(options, activation);
            case MAX_POOL_2D -> WindowOptions.maxPool2d(options, activation);
            case RESIZE_BILINEAR -> WindowOptions.resizeBilinear(options, activation);
            case SOFTMAX -> new ReductionOp.Softmax(options.float32(0, "beta"));
            case SPACE_TO_DEPTH -> new LayoutOp.SpaceToDepth(options.int32(0, "block_size", 0));
            case SVDF -> RecurrentOptions.svdf(options, activation);
            case GATHER -> LayoutOptions.gather(options, activation);
            case MEAN -> new ReductionOp.Mean(options.bool(0, "keep_dims"));
            case UNIDIRECTIONAL_SEQUENCE_LSTM -> RecurrentOptions.unidirectionalSequenceLstm(options, activation);
            case STRIDED_SLICE -> LayoutOptions.stridedSlice(options, activation);
            case TRANSPOSE_CONV -> MatrixOptions.transposeConv(options, activation);
            case SUM -> new ReductionOp.Sum(options.bool(0, "keep_dims"));
            case REDUCE_MAX -> new ReductionOp.ReduceMax(options.bool(0, "keep_dims"));
            case PACK -> new LayoutOp.Pack(options.int32(1, "axis", 0));
            case UNPACK -> new LayoutOp.Unpack(options.int32(1, "axis", 0));
            case REDUCE_MIN -> new ReductionOp.ReduceMin(options.bool(0, "keep_dims"));
            case RESIZE_NEAREST_NEIGHBOR -> WindowOptions.resizeNearestNeighbor(options, activation);
            case LEAKY_RELU -> new ElementwiseOp.LeakyRelu(options.float32(0, "alpha"));
            case MIRROR_PAD -> LayoutOptions.mirrorPad(options, activation);
            case BATCH_MATMUL -> MatrixOptions.batchMatmul(options, activation);
            case CUMSUM -> new ReductionOp.CumSum(options.bool(0, "exclusive"), options.bool(1, "reverse"));
            default -> plain(kind, activation);
        };
    }

    /** Operators without options, or with no other than the activation. */
    private static Op plain(Builtin kind, Activation activation) {
        return switch (kind) {
            case ADD -> new BroadcastOp.Add(activation);
            case DEQUANTIZE -> new ElementwiseOp.Dequantize();
            case L2_NORMALIZATION -> new ReductionOp.L2Normalization(activation);
            case LOGISTIC -> new ElementwiseOp.Logistic();
            case MUL -> new BroadcastOp.Mul(activation);
            case RELU -> new ElementwiseOp.Relu();
            case RELU6 -> new ElementwiseOp.Relu6();
            case RESHAPE -> new LayoutOp.Reshape();
            case TANH -> new ElementwiseOp.Tanh();
            case PAD -> new LayoutOp.Pad();
            case BATCH_TO_SPACE_ND -> new LayoutOp.BatchToSpaceNd();
            case SPACE_TO_BATCH_ND -> new LayoutOp.SpaceToBatchNd();
            case TRANSPOSE -> new LayoutOp.Transpose();
            case SUB -> new BroadcastOp.Sub(activation);
            case DIV -> new BroadcastOp.Div(activation);
            case SQUEEZE -> new LayoutOp.Squeeze();
            case SPLIT -> new LayoutOp.Split();
            case LOG_SOFTMAX -> new ReductionOp.LogSoftmax();
            case CAST -> new ElementwiseOp.Cast();
            case PRELU -> new BroadcastOp.Prelu();
            case MAXIMUM -> new BroadcastOp.Maximum();
            case ARG_MAX -> new ReductionOp.ArgMax();
            case MINIMUM -> new BroadcastOp.Minimum();
            case LESS -> new BroadcastOp.Compare(BroadcastOp.Relation.LESS);
            case PADV2 -> new LayoutOp.PadV2();
            case GREATER -> new BroadcastOp.Compare(BroadcastOp.Relation.GREATER);
            case GREATER_EQUAL -> new BroadcastOp.Compare(BroadcastOp.Relation.GREATER_EQUAL);
            case LESS_EQUAL -> new BroadcastOp.Compare(BroadcastOp.Relation.LESS_EQUAL);
            case SLICE -> new LayoutOp.Slice();
            case EXPAND_DIMS -> new LayoutOp.ExpandDims();
            case EQUAL -> new BroadcastOp.Compare(BroadcastOp.Relation.EQUAL);
            case NOT_EQUAL -> new BroadcastOp.Compare(BroadcastOp.Relation.NOT_EQUAL);
            case RSQRT -> new ElementwiseOp.Rsqrt();
            case SHAPE -> new LayoutOp.ShapeOf();
            case ARG_MIN -> new ReductionOp.ArgMin();
            case SQUARED_DIFFERENCE -> new BroadcastOp.SquaredDifference();
            case ABS -> new ElementwiseOp.Abs();
            case SPLIT_V -> new LayoutOp.SplitV();
            case REVERSE_V2 -> new LayoutOp.ReverseV2();
            case ADD_N -> new BroadcastOp.AddN();
            case GATHER_ND -> new LayoutOp.GatherNd();
            case ELU -> new ElementwiseOp.Elu();
            case QUANTIZE -> new ElementwiseOp.Quantize();
            case HARD_SWISH -> new ElementwiseOp.HardSwish();
            case SELECT_V2 -> new BroadcastOp.SelectV2();
            case BROADCAST_TO -> new LayoutOp.BroadcastTo();
            default -> throw new IllegalStateException(kind + " has no record");
        };
    }
}
