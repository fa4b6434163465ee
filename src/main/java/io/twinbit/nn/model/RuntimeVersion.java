package io.twinbit.nn.model;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;

/**
 * The first release of LiteRT (formerly TensorFlow Lite) that knows a version of an operator; a model says the newest of
 * its operators in its metadata. Source: {@code tensorflow/compiler/mlir/lite/tools/versioning/runtime_version.cc}
 * (tensorflow/tensorflow 03f49db5a).
 */
record RuntimeVersion(int major, int minor, int patch) {
    static final RuntimeVersion OLDEST = new RuntimeVersion(1, 5, 0);
    static final Comparator<RuntimeVersion> ORDER = Comparator.comparingInt(RuntimeVersion::major)
            .thenComparingInt(RuntimeVersion::minor)
            .thenComparingInt(RuntimeVersion::patch);

    /** An operator, then the release of its version 1, 2, … */
    private static final Map<Builtin, RuntimeVersion[]> RELEASES = parse("""
            ADD 1.5.0 1.14.0 2.4.0 2.6.0 2.13.0
            AVERAGE_POOL_2D 1.5.0 1.14.0 2.3.0
            CONCATENATION 1.5.0 1.14.0 2.3.0 2.14.0 2.21.0
            CONV_2D 1.5.0 1.14.0 1.14.0 2.3.0 2.4.0 2.9.0 2.11.0 2.15.0
            DEPTHWISE_CONV_2D 1.5.0 1.12.0 1.14.0 2.2.0 2.3.0 2.3.0 2.11.0
            DEPTH_TO_SPACE 2.1.0 2.5.0
            DEQUANTIZE 1.13.1 1.14.0 1.15.0 2.2.0 2.7.0 2.18.0 2.21.0 2.22.0
            FULLY_CONNECTED 1.5.0 1.10.0 1.14.0 1.14.0 2.0.0 2.1.0 2.3.0 2.3.0 2.3.0 2.11.0 2.15.0 2.17.0 2.18.0 2.21.0
            L2_NORMALIZATION 1.5.0 1.14.0
            LOGISTIC 1.14.0 1.14.0 2.3.0
            MAX_POOL_2D 1.5.0 1.14.0 2.3.0
            MUL 1.5.0 1.14.0 1.15.0 2.3.0 2.6.0 2.11.0 2.13.0
            RELU 1.5.0 2.1.0 2.5.0
            RELU6 1.5.0 1.14.0 2.5.0
            RESHAPE 1.5.0
            RESIZE_BILINEAR 1.7.0 1.14.0 2.2.0 2.5.0
            SOFTMAX 1.5.0 1.14.0 2.3.0
            SPACE_TO_DEPTH 1.5.0 1.14.0
            SVDF 1.5.0 1.14.0 2.2.0 2.3.0
            TANH 1.14.0 1.14.0 2.3.0
            PAD 1.5.0 1.14.0 2.4.0 2.6.0 2.20.0
            GATHER 1.6.0 1.14.0 1.15.0 2.4.0 2.5.0 2.13.0 2.15.0
            BATCH_TO_SPACE_ND 1.6.0 1.14.0 2.3.0 2.12.0
            SPACE_TO_BATCH_ND 1.6.0 1.14.0 2.3.0 2.12.0
            TRANSPOSE 1.6.0 1.14.0 1.15.0 2.3.0 2.4.0 2.12.0 2.14.4
            MEAN 1.6.0 1.14.0 2.4.0
            SUB 1.6.0 1.14.0 2.3.0 2.4.0 2.4.0
            DIV 1.6.0 2.3.0
            SQUEEZE 1.6.0 2.5.0
            UNIDIRECTIONAL_SEQUENCE_LSTM 1.13.1 1.14.0 2.3.0 2.12.0
            STRIDED_SLICE 1.6.0 1.14.0 2.1.0 2.2.0 2.5.0 2.6.0 2.14.0 2.14.0
            SPLIT 1.5.0 1.14.0 1.14.0 2.3.0
            LOG_SOFTMAX 1.14.0 1.14.0
            CAST 1.5.0 2.7.0 2.8.0 2.9.0 2.12.0 2.15.0 2.17.0 2.21.0
            PRELU 1.8.0
            MAXIMUM 1.14.0 1.14.0 2.3.0 2.3.0
            ARG_MAX 1.9.0 1.14.0 2.9.0
            MINIMUM 1.14.0 1.14.0 2.3.0 2.3.0
            LESS 1.14.0 1.14.0 2.13.0
            PADV2 1.9.0 1.14.0 2.4.0 2.6.0 2.20.0
            GREATER 1.14.0 1.14.0
            GREATER_EQUAL 1.14.0 1.14.0 2.13.0
            LESS_EQUAL 1.14.0 1.14.0
            SLICE 1.14.0 1.14.0 1.14.0 2.4.0 2.5.0 2.14.0 2.21.0
            TRANSPOSE_CONV 1.9.0 2.2.0 2.3.0 2.13.0 2.15.0
            EXPAND_DIMS 1.10.0
            EQUAL 1.14.0 1.14.0 2.3.0 2.13.0 2.21.0
            NOT_EQUAL 1.14.0 1.14.0 2.3.0 2.21.0
            SUM 1.10.0 1.15.0
            RSQRT 1.10.0 2.5.0 2.15.0
            SHAPE 1.10.0
            ARG_MIN 1.9.0 1.14.0 2.9.0
            REDUCE_MAX 1.11.0 1.14.0 2.5.0
            PACK 1.11.0 1.14.0 2.3.0 2.13.0
            UNPACK 1.11.0 1.14.0 2.2.0 2.3.0
            REDUCE_MIN 1.11.0 1.14.0 2.5.0
            RESIZE_NEAREST_NEIGHBOR 1.13.1 1.14.0 2.3.0 2.4.0
            LEAKY_RELU 1.13.1 2.3.0
            SQUARED_DIFFERENCE 1.13.1 2.5.0
            MIRROR_PAD 1.13.1 2.3.0 2.12.0
            ABS 1.13.0 2.4.0 2.5.0 2.6.0 2.12.0
            SPLIT_V 1.13.1 2.3.0
            REVERSE_V2 1.14.0 2.2.0 2.5.0
            ADD_N 1.14.0
            GATHER_ND 1.14.0 2.3.0 2.5.0 2.13.0 2.16.0
            ELU 1.14.0
            QUANTIZE 1.14.0 1.15.0 2.7.0 2.21.0 2.21.0
            HARD_SWISH 1.15.0
            SELECT_V2 2.2.0 2.12.0
            BATCH_MATMUL 2.3.0 2.3.0 2.4.0 2.5.0
            CUMSUM 2.4.0
            BROADCAST_TO 2.5.0 2.5.0 2.5.0
            """);

    /** Versions of operators are counted from 1. */
    static RuntimeVersion of(Builtin kind, int version) {
        RuntimeVersion[] releases = RELEASES.get(kind);
        if (releases == null || version > releases.length) {
            throw new IllegalStateException(kind + " version " + version + " has no release");
        }
        return releases[version - 1];
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }

    private static RuntimeVersion release(String text) {
        String[] numbers = text.split("\\.", -1);
        return new RuntimeVersion(
                Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
    }

    private static Map<Builtin, RuntimeVersion[]> parse(String rows) {
        Map<Builtin, RuntimeVersion[]> releases = new EnumMap<>(Builtin.class);
        rows.lines().map(row -> row.split(" ", -1)).forEach(row -> {
            RuntimeVersion[] versions = new RuntimeVersion[row.length - 1];
            for (int i = 0; i < versions.length; i++) {
                versions[i] = release(row[i + 1]);
            }
            releases.put(Builtin.valueOf(row[0]), versions);
        });
        return releases;
    }
}
