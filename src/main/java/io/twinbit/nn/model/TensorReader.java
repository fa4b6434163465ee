package io.twinbit.nn.model;

import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tensor tables to specifications and constant contents. */
final class TensorReader {
    private static final int MAX_RANK = 8;
    private static final String[] TYPE_NAMES = {
        "float32", "float16", "int32", "uint8", "int64", "string", "bool", "int16", "complex64", "int8", "float64",
        "complex128", "uint64", "resource", "variant", "uint32", "uint16", "int4", "bfloat16", "int2", "uint4",
        "float8_e4m3fn", "float8_e5m2"
    };

    private final BufferReader buffers;

    TensorReader(BufferReader buffers) {
        this.buffers = buffers;
    }

    TensorSpec spec(FlatTable tensor) {
        if (tensor.table(6, "sparsity") != null) {
            throw tensor.malformed("sparse content is not supported: convert without sparsity");
        }
        ElementType type = type(tensor);
        Quantization quantization = isReal(type) ? Quantization.NONE : quantization(tensor);
        return new TensorSpec(tensor.string(3, "name"), type, shape(tensor), quantization);
    }

    /** Converters leave what they observed at a float tensor; it means nothing. */
    private static boolean isReal(ElementType type) {
        return type == ElementType.FLOAT16 || type == ElementType.FLOAT32 || type == ElementType.FLOAT64;
    }

    @Nullable Constant content(FlatTable tensor) {
        if (tensor.uint32(10, "external buffer") != 0) {
            throw tensor.malformed("content in another file is not supported");
        }
        return buffers.content(tensor.uint32(2, "buffer"), tensor);
    }

    boolean isVariable(FlatTable tensor) {
        return tensor.bool(5, "is_variable", false);
    }

    private static ElementType type(FlatTable tensor) {
        int code = tensor.int8(1, "type", 0);
        return switch (code) {
            case 0 -> ElementType.FLOAT32;
            case 1 -> ElementType.FLOAT16;
            case 2 -> ElementType.INT32;
            case 3 -> ElementType.UINT8;
            case 4 -> ElementType.INT64;
            case 6 -> ElementType.BOOL;
            case 7 -> ElementType.INT16;
            case 9 -> ElementType.INT8;
            case 10 -> ElementType.FLOAT64;
            case 17 -> ElementType.INT4;
            default -> throw tensor.malformed("element type " + code + typeName(code) + " is not supported");
        };
    }

    private static String typeName(int code) {
        return code >= 0 && code < TYPE_NAMES.length ? " (" + TYPE_NAMES[code] + ")" : "";
    }

    private static Shape shape(FlatTable tensor) {
        FlatVector dims = tensor.vector(0, "shape", 4);
        FlatVector signature = tensor.vector(7, "shape_signature", 4);
        if (dims.length() > MAX_RANK) {
            throw tensor.malformed("rank " + dims.length() + ", at most " + MAX_RANK + " is supported");
        }
        if (signature.length() != 0 && signature.length() != dims.length()) {
            throw tensor.malformed("shape of rank " + dims.length() + " with a signature of rank "
                    + signature.length());
        }
        try {
            return Shape.of(dims.ints());
        } catch (IllegalArgumentException e) {
            throw tensor.malformed(e.getMessage() + "; every dimension must be known");
        }
    }

    private static Quantization quantization(FlatTable tensor) {
        FlatTable table = tensor.table(4, "quantization");
        if (table == null) {
            return Quantization.NONE;
        }
        if (table.int8(4, "details_type", 0) != 0) {
            throw table.malformed("custom, blockwise or multi-axis quantization is not supported");
        }
        FlatVector scales = table.vector(2, "scale", 4);
        if (scales.length() == 0) {
            return Quantization.NONE;
        }
        try {
            return Quantization.perChannel(
                    floats(scales),
                    zeroPoints(table, scales.length()),
                    table.int32(6, "quantized_dimension", 0));
        } catch (IllegalArgumentException e) {
            throw table.malformed(e.getMessage() + "; finite scales above 0 expected");
        }
    }

    private static float[] floats(FlatVector vector) {
        float[] floats = new float[vector.length()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = vector.float32(i);
        }
        return floats;
    }

    /** One zero point a scale; a single one, or none at all, stands for every channel. */
    private static int[] zeroPoints(FlatTable table, int channels) {
        FlatVector zeroPoints = table.vector(3, "zero_point", 8);
        int[] points = new int[channels];
        if (zeroPoints.length() == 1) {
            Arrays.fill(points, zeroPoint(table, zeroPoints.int64(0)));
        } else if (zeroPoints.length() == channels) {
            Arrays.setAll(points, i -> zeroPoint(table, zeroPoints.int64(i)));
        } else if (zeroPoints.length() != 0) {
            throw table.malformed(channels + " scales, " + zeroPoints.length() + " zero points");
        }
        return points;
    }

    private static int zeroPoint(FlatTable table, long value) {
        if (value != (int) value) {
            throw table.malformed("zero point " + value + " does not fit 32 bits");
        }
        return (int) value;
    }
}
