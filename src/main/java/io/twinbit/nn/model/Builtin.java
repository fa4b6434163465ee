package io.twinbit.nn.model;

import io.twinbit.nn.graph.Op;
import org.jspecify.annotations.Nullable;

/**
 * The builtin operators that {@link Op} has records for: code, kind of options in the schema's union
 * {@code BuiltinOptions} (0: none), newest version whose meaning is known (google-ai-edge/LiteRT 02c75e3a1,
 * {@code tflite/core/kernels/register.cc}), number of the options' field for the fused activation (-1: none).
 */
enum Builtin {
    ADD(0, 11, 5, 0),
    AVERAGE_POOL_2D(1, 5, 3, 5),
    CONCATENATION(2, 10, 5, 1),
    CONV_2D(3, 1, 8, 3),
    DEPTHWISE_CONV_2D(4, 2, 7, 4),
    DEPTH_TO_SPACE(5, 94, 2, -1),
    DEQUANTIZE(6, 38, 8, -1),
    FULLY_CONNECTED(9, 8, 14, 0),
    L2_NORMALIZATION(11, 12, 2, 0),
    LOGISTIC(14, 0, 3, -1),
    MAX_POOL_2D(17, 5, 3, 5),
    MUL(18, 21, 7, 0),
    RELU(19, 0, 3, -1),
    RELU6(21, 0, 3, -1),
    RESHAPE(22, 17, 1, -1),
    RESIZE_BILINEAR(23, 15, 4, -1),
    SOFTMAX(25, 9, 3, -1),
    SPACE_TO_DEPTH(26, 19, 2, -1),
    SVDF(27, 6, 4, 1),
    TANH(28, 0, 3, -1),
    PAD(34, 22, 5, -1),
    GATHER(36, 23, 7, -1),
    BATCH_TO_SPACE_ND(37, 24, 4, -1),
    SPACE_TO_BATCH_ND(38, 25, 4, -1),
    TRANSPOSE(39, 26, 7, -1),
    MEAN(40, 27, 3, -1),
    SUB(41, 28, 5, 0),
    DIV(42, 29, 2, 0),
    SQUEEZE(43, 30, 2, -1),
    UNIDIRECTIONAL_SEQUENCE_LSTM(44, 71, 4, -1),
    STRIDED_SLICE(45, 32, 8, -1),
    SPLIT(49, 35, 4, -1),
    LOG_SOFTMAX(50, 36, 2, -1),
    CAST(53, 37, 8, -1),
    PRELU(54, 0, 1, -1),
    MAXIMUM(55, 39, 4, -1),
    ARG_MAX(56, 40, 3, -1),
    MINIMUM(57, 39, 4, -1),
    LESS(58, 41, 3, -1),
    PADV2(60, 43, 5, -1),
    GREATER(61, 44, 2, -1),
    GREATER_EQUAL(62, 45, 3, -1),
    LESS_EQUAL(63, 46, 2, -1),
    SLICE(65, 48, 7, -1),
    TRANSPOSE_CONV(67, 49, 5, 3),
    EXPAND_DIMS(70, 52, 1, -1),
    EQUAL(71, 53, 5, -1),
    NOT_EQUAL(72, 54, 4, -1),
    SUM(74, 27, 2, -1),
    RSQRT(76, 0, 3, -1),
    SHAPE(77, 55, 1, -1),
    ARG_MIN(79, 57, 3, -1),
    REDUCE_MAX(82, 27, 3, -1),
    PACK(83, 59, 4, -1),
    UNPACK(88, 64, 4, -1),
    REDUCE_MIN(89, 27, 3, -1),
    RESIZE_NEAREST_NEIGHBOR(97, 74, 4, -1),
    LEAKY_RELU(98, 75, 2, -1),
    SQUARED_DIFFERENCE(99, 76, 2, -1),
    MIRROR_PAD(100, 77, 3, -1),
    ABS(101, 78, 5, -1),
    SPLIT_V(102, 79, 2, -1),
    REVERSE_V2(105, 81, 3, -1),
    ADD_N(106, 82, 1, -1),
    GATHER_ND(107, 83, 5, -1),
    ELU(111, 0, 1, -1),
    QUANTIZE(114, 89, 5, -1),
    HARD_SWISH(117, 91, 1, -1),
    SELECT_V2(123, 98, 2, -1),
    BATCH_MATMUL(126, 101, 4, -1),
    CUMSUM(128, 102, 1, -1),
    BROADCAST_TO(130, 104, 3, -1);

    private final int code;
    private final int optionsKind;
    private final int newestVersion;
    private final int activationField;


    Builtin(int code, int optionsKind, int newestVersion, int activationField) {
        this.code = code;
        this.optionsKind = optionsKind;
        this.newestVersion = newestVersion;
        this.activationField = activationField;
    }

    static @Nullable Builtin of(int code) {
        for (Builtin builtin : values()) {
            if (builtin.code == code) {
                return builtin;
            }
        }
        return null;
    }

    /** The operator that {@code op} is; each is named as the schema names it. */
    static Builtin of(Op op) {
        if (op instanceof Op.Unsupported unsupported) {
            throw new IllegalArgumentException(unsupported.name() + " cannot be written");
        }
        return valueOf(op.label());
    }

    int code() {
        return code;
    }

    int optionsKind() {
        return optionsKind;
    }

    int newestVersion() {
        return newestVersion;
    }

    int activationField() {
        return activationField;
    }
}
