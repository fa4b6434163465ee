package io.twinbit.nn.model;

import org.jspecify.annotations.Nullable;

/**
 * The builtin operators that {@link io.twinbit.nn.graph.Op} has records for: code, kind of options in the schema's union
 * {@code BuiltinOptions} (0: none), newest version whose meaning is known (google-ai-edge/LiteRT 02c75e3a1,
 * {@code tflite/core/kernels/register.cc}), number of the options' field for the fused activation (-1: none).
 */
enum Builtin {
    ADD(0, 11, 5, 0),
    AVERAGE_POOL_2D(1, 5, 3, 5),
    CONCATENATION(2, 10, 5, 1),
    CONV_2D(3, 1, 8, 3),
    DEPTHWISE_CONV_2D(4, 2, 7, 4),
    DEQUANTIZE(6, 38, 8, -1),
    FULLY_CONNECTED(9, 8, 14, 0),
    LOGISTIC(14, 0, 3, -1),
    MAX_POOL_2D(17, 5, 3, 5),
    MUL(18, 21, 7, 0),
    RELU(19, 0, 3, -1),
    RELU6(21, 0, 3, -1),
    RESHAPE(22, 17, 1, -1),
    SOFTMAX(25, 9, 3, -1),
    PAD(34, 22, 5, -1),
    MEAN(40, 27, 3, -1),
    QUANTIZE(114, 89, 5, -1);

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
