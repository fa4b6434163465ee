package io.twinbit.nn.model;

import io.twinbit.nn.tensor.Constant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Content of the model's buffers: inline, or, in newer files, at a place of the file after the FlatBuffer. A buffer that
 * several tensors share is read once.
 */
final class BufferReader {
    private final FlatVector buffers;
    private final Map<Integer, Constant> read = new HashMap<>();

    BufferReader(FlatTable model) {
        this.buffers = model.vector(4, "buffers", 4);
    }

    /** Content of buffer {@code index}, which {@code tensor} names; null if it is empty, as that of an activation is. */
    @Nullable Constant content(long index, FlatTable tensor) {
        if (index >= buffers.length()) {
            throw tensor.malformed("buffer " + index + " of " + buffers.length());
        }
        int i = (int) index;
        Constant content = read.get(i);
        if (content == null) {
            content = Constant.of(bytes(buffers.table(i, "buffer")));
            read.put(i, content);
        }
        return content.sizeBytes() == 0 ? null : content;
    }

    private static byte[] bytes(FlatTable buffer) {
        FlatVector inline = buffer.vector(0, "data", 1);
        long offset = buffer.int64(1, "offset");
        if (offset == 0 || offset == 1) { // the schema's two words for "inline"
            return buffer.file().copy(inline.position(), inline.length(), inline.name());
        }
        return buffer.file().copy(offset, buffer.int64(2, "size"), "content of " + buffer.name());
    }
}
