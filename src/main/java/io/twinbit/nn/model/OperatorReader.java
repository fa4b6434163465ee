package io.twinbit.nn.model;

import io.twinbit.nn.graph.Activation;
import io.twinbit.nn.graph.Op;
import io.twinbit.nn.graph.Padding;

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
        return op(known, new Options(operator, known), version);
    }

    /** The schema's byte-sized field came first; codes above 126 only fit the wider one, so the larger of both holds. */
    private static int builtin(FlatTable code) {
        int builtin = Math.max(code.int8(0, "deprecated_builtin_code", 0), code.int32(3, "builtin_code", 0));
        if (builtin < 0) {
            throw code.malformed("builtin operator " + builtin);
        }
        return builtin;
    }

    private static Op op(Builtin kind, Options options, int version) {
        int code = kind.activationField() < 0 ? 0 : options.int8(kind.activationField(), "fused activation");
        return switch (code) {
            case 0 -> supported(kind, options, version, Activation.NONE);
            case 1 -> supported(kind, options, version, Activation.RELU);
            case 2 -> supported(kind, options, version, Activation.RELU_N1_TO_1);
            case 3 -> supported(kind, options, version, Activation.RELU6);
            case 4 -> new Op.Unsupported(kind + " with fused TANH", version);
            case 5 -> new Op.Unsupported(kind + " with fused SIGN_BIT", version);
            default -> throw options.malformed("fused activation " + code + ", 0 to 5 expected");
        };
    }

    private static Op supported(Builtin kind, Options options, int version, Activation activation) {
        return switch (kind) {
            case CONV_2D -> new Op.Conv2d(
                    padding(options),
                    options.int32(2, "stride_h", 0),
                    options.int32(1, "stride_w", 0),
                    options.int32(5, "dilation_h_factor", 1),
                    options.int32(4, "dilation_w_factor", 1),
                    activation);
            case DEPTHWISE_CONV_2D -> new Op.DepthwiseConv2d(
                    padding(options),
                    options.int32(2, "stride_h", 0),
                    options.int32(1, "stride_w", 0),
                    options.int32(6, "dilation_h_factor", 1),
                    options.int32(5, "dilation_w_factor", 1),
                    options.int32(3, "depth_multiplier", 0),
                    activation);
            case FULLY_CONNECTED -> options.int8(1, "weights_format") == 0
                    ? new Op.FullyConnected(options.int8(2, "keep_num_dims") != 0, activation)
                    : new Op.Unsupported("FULLY_CONNECTED with shuffled weights", version);
            case AVERAGE_POOL_2D -> new Op.AveragePool2d(
                    padding(options),
                    options.int32(2, "stride_h", 0),
                    options.int32(1, "stride_w", 0),
                    options.int32(4, "filter_height", 0),
                    options.int32(3, "filter_width", 0),
                    activation);
            case MAX_POOL_2D -> new Op.MaxPool2d(
                    padding(options),
                    options.int32(2, "stride_h", 0),
                    options.int32(1, "stride_w", 0),
                    options.int32(4, "filter_height", 0),
                    options.int32(3, "filter_width", 0),
                    activation);
            case ADD -> new Op.Add(activation);
            case MUL -> new Op.Mul(activation);
            case SOFTMAX -> new Op.Softmax(options.float32(0, "beta"));
            case RESHAPE -> new Op.Reshape();
            case PAD -> new Op.Pad();
            case MEAN -> new Op.Mean(options.int8(0, "keep_dims") != 0);
            case RELU -> new Op.Relu();
            case RELU6 -> new Op.Relu6();
            case LOGISTIC -> new Op.Logistic();
            case CONCATENATION -> new Op.Concatenation(options.int32(0, "axis", 0), activation);
            case QUANTIZE -> new Op.Quantize();
            case DEQUANTIZE -> new Op.Dequantize();
        };
    }

    private static Padding padding(Options options) {
        int code = options.int8(0, "padding");
        return switch (code) {
            case 0 -> Padding.SAME;
            case 1 -> Padding.VALID;
            default -> throw options.malformed("padding " + code + ", 0 (SAME) or 1 (VALID) expected");
        };
    }
}
