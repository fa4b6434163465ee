package io.twinbit.link.recording;

import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.link.Frame;
import io.twinbit.link.IntakeRecords;
import io.twinbit.link.RecordLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a recording, buffered and not synced: for looking into later, not for safety. Any thread may call it. */
public final class RecordingWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    /** Named anew for each message that needs it. */
    private static final int STREAM = 0;

    private final FileChannel channel;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    private RecordingWriter(FileChannel channel) {
        this.channel = channel;
    }

    /** Starts a new file; one that is there already is replaced. */
    public static RecordingWriter create(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        RecordingWriter writer = new RecordingWriter(channel);
        writer.buffer.put(RecordLayout.fileHeader());
        return writer;
    }

    public synchronized void write(Intake intake) {
        if (intake instanceof Message message && (message.repeated() || !message.properties().isEmpty())) {
            write(IntakeRecords.stream(STREAM, message.topic())); // only a stream's message has a place for these
            write(IntakeRecords.ofStream(STREAM, message));
        } else {
            write(IntakeRecords.whole(intake));
        }
    }

    private void write(Frame frame) {
        int bytes = frame.bytes();
        if (buffer.remaining() < bytes) {
            flush();
        }
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(bytes);
        }
        RecordLayout.write(frame, buffer);
    }

    private void flush() {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the recording cannot be written: " + e.getMessage(), e);
        } finally {
            buffer.compact(); // what could not be written stays, so that a later attempt goes on where this one ended
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try (channel) {
            flush();
        }
    }
}
