package io.twinbit.app.cli;

import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.TensorSpec;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A raw tensor file: invocations one after another, each the tensor's elements in row-major order, little-endian. Mapped,
 * not read: it may be larger than memory.
 *
 * @param file its name, for messages
 * @param invocations as many times the tensor as the file holds
 */
record RawTensorFile(Path file, MemorySegment content, TensorSpec spec, long invocations) {
    static RawTensorFile open(Path file, TensorSpec spec) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "Is a directory");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size == 0 || size % spec.bytes() != 0) {
                throw new Failure(ExitCode.DATA, file + ": " + size + " bytes; a whole number of times the "
                        + spec.bytes() + " bytes of " + spec + " expected");
            }
            MemorySegment content = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
            return new RawTensorFile(file, content, spec, size / spec.bytes());
        }
    }

    /** The tensor of one invocation. */
    byte[] read(long invocation) {
        byte[] tensor = new byte[spec.bytes()];
        read(invocation, tensor);
        return tensor;
    }

    /** Copies the tensor of one invocation to {@code target}, which is as long as the tensor. */
    void read(long invocation, byte[] target) {
        MemorySegment.copy(content, ValueLayout.JAVA_BYTE, invocation * target.length, target, 0, target.length);
    }

    /** Element {@code i} of a tensor's bytes as a number; a bool as 0 or 1. */
    static Number element(byte[] tensor, int i, ElementType type) {
        ByteBuffer bytes = ByteBuffer.wrap(tensor).order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case INT8 -> tensor[i];
            case UINT8, BOOL -> Byte.toUnsignedInt(tensor[i]);
            case INT16 -> bytes.getShort(2 * i);
            case FLOAT16 -> Float.float16ToFloat(bytes.getShort(2 * i));
            case INT32 -> bytes.getInt(4 * i);
            case FLOAT32 -> bytes.getFloat(4 * i);
            case INT64 -> bytes.getLong(8 * i);
            case FLOAT64 -> bytes.getDouble(8 * i);
            case INT4 -> throw new IllegalArgumentException("int4 is never an input or output");
        };
    }
}
