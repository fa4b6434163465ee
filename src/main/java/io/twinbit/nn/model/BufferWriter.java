package io.twinbit.nn.model;

import com.google.flatbuffers.FlatBufferBuilder;
import io.twinbit.nn.tensor.Constant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The model's buffers: number 0 is empty and stands for tensors without content; equal contents share one. Content
 * starts at a multiple of 16 bytes, as the schema says, since kernels read it where it lies.
 */
final class BufferWriter {
    private static final int ALIGNMENT = 16;

    private final FlatBufferBuilder file;
    private final List<Integer> tables = new ArrayList<>();
    private final Map<Constant, Integer> written = new HashMap<>();

    BufferWriter(FlatBufferBuilder file) {
        this.file = file;
        file.startTable(1);
        tables.add(file.endTable());
    }

    /** Number of the buffer with this content. */
    int content(Constant content) {
        return written.computeIfAbsent(content, c -> add(c.toBytes()));
    }

    /** Number of a new buffer. */
    int add(byte[] content) {
        file.createUnintializedVector(1, content.length, ALIGNMENT).put(content);
        int data = file.endVector();
        file.startTable(1);
        file.addOffset(0, data, 0);
        tables.add(file.endTable());
        return tables.size() - 1;
    }

    int vector() {
        return file.createVectorOfTables(tables.stream().mapToInt(Integer::intValue).toArray());
    }
}
