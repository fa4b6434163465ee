package io.twinbit.nn.model;

import com.google.flatbuffers.FlatBufferBuilder;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.tensor.Constant;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.TensorSpec;

/** Tensor tables; the fields that {@link TensorReader} reads. */
final class TensorWriter {
    private static final int FIELDS = 9;

    private final Graph graph;
    private final FlatBufferBuilder file;
    private final BufferWriter buffers;

    TensorWriter(Graph graph, FlatBufferBuilder file, BufferWriter buffers) {
        this.graph = graph;
        this.file = file;
        this.buffers = buffers;
    }

    int tensor(int index) {
        TensorSpec spec = graph.tensor(index);
        Constant content = graph.constant(index);
        int buffer = content == null ? 0 : buffers.content(content);
        int shape = TfliteWriter.ints(file, spec.shape().toArray());
        int name = file.createString(spec.name());
        int quantization = quantization(spec.quantization());
        file.startTable(FIELDS);
        file.addOffset(0, shape, 0);
        file.addByte(1, typeCode(spec.type()), 0);
        file.addInt(2, buffer, 0);
        file.addOffset(3, name, 0);
        file.addOffset(4, quantization, 0);
        file.addBoolean(5, graph.variables().contains(index), false);
        file.addBoolean(8, true, false); // the rank is known, which an empty shape alone does not say
        return file.endTable();
    }

    /** Offset of the table; 0, which leaves the field out, for a tensor of plain numbers. */
    private int quantization(Quantization quantization) {
        if (quantization.isNone()) {
            return 0;
        }
        int channels = quantization.channels();
        file.startVector(Float.BYTES, channels, Float.BYTES);
        for (int c = channels - 1; c >= 0; c--) {
            file.addFloat(quantization.scale(c));
        }
        int scales = file.endVector();
        file.startVector(Long.BYTES, channels, Long.BYTES);
        for (int c = channels - 1; c >= 0; c--) {
            file.addLong(quantization.zeroPoint(c));
        }
        int zeroPoints = file.endVector();
        file.startTable(FIELDS);
        file.addOffset(2, scales, 0);
        file.addOffset(3, zeroPoints, 0);
        file.addInt(6, quantization.axis(), 0);
        return file.endTable();
    }

    /** Number of a type in the schema's enumeration {@code TensorType}. */
    static byte typeCode(ElementType type) {
        return switch (type) {
            case FLOAT32 -> 0;
            case FLOAT16 -> 1;
            case INT32 -> 2;
            case UINT8 -> 3;
            case INT64 -> 4;
            case BOOL -> 6;
            case INT16 -> 7;
            case INT8 -> 9;
            case FLOAT64 -> 10;
            case INT4 -> 17;
        };
    }
}
