package io.twinbit.link.recording;

import io.twinbit.flow.signal.Intake;
import io.twinbit.link.Frame;
import io.twinbit.link.IntakeRecords;
import io.twinbit.link.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Reads a recording, or a segment of the intake journal, from front to back. */
public final class RecordingReader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final long fileBytes;
    private final IntakeRecords records = new IntakeRecords();
    /** What was read from the file and not yet handed over; its position is at the next record. */
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    /** Where in the file the buffer's position is. */
    private long offset;

    private RecordingReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.fileBytes = channel.size();
    }

    /**
     * Hands every whole record to {@code consumer}, in order.
     *
     * @throws MalformedRecordingException at the first record that is not whole, after all before it were handed over
     */
    public static void read(Path file, Consumer<Intake> consumer) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            new RecordingReader(file, channel).readAll(consumer);
        }
    }

    private void readAll(Consumer<Intake> consumer) throws IOException {
        readFileHeader();
        boolean more = true;
        while (more && offset < fileBytes) {
            more = switch (RecordLayout.read(buffer)) {
                case RecordLayout.Read.Whole whole -> {
                    take(whole.frame(), consumer);
                    advance(whole.bytes());
                    yield true;
                }
                case RecordLayout.Read.Incomplete incomplete -> {
                    fill(incomplete.bytes());
                    yield true;
                }
                case RecordLayout.Read.NoneFollows _ -> false;
                case RecordLayout.Read.Broken broken -> throw malformed(broken.reason());
            };
        }
    }

    private void take(Frame frame, Consumer<Intake> consumer) throws MalformedRecordingException {
        Intake intake;
        try {
            intake = records.read(frame);
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
        if (intake != null) {
            consumer.accept(intake);
        }
    }

    private void readFileHeader() throws IOException {
        fill((int) Math.min(RecordLayout.FILE_HEADER_BYTES, fileBytes));
        String fault = RecordLayout.faultOfFileHeader(buffer);
        if (!fault.isEmpty()) {
            throw malformed(fault);
        }
        advance(RecordLayout.FILE_HEADER_BYTES);
    }

    /** A record's padding may not be in the buffer yet; that of the file's last one may be missing altogether. */
    private void advance(int bytes) throws IOException {
        offset += bytes;
        if (bytes <= buffer.remaining()) {
            buffer.position(buffer.position() + bytes);
        } else {
            buffer.limit(buffer.position());
            channel.position(offset);
        }
    }

    /** Reads on until the buffer holds that many bytes. */
    private void fill(int bytes) throws IOException {
        if (bytes > fileBytes - offset) {
            throw malformed("the record is cut off: " + (fileBytes - offset) + " of " + bytes + " bytes");
        }
        buffer = buffer.capacity() < bytes ? ByteBuffer.allocate(bytes).put(buffer) : buffer.compact();
        while (buffer.position() < bytes && channel.read(buffer) >= 0) {
            // a channel may give less than asked for
        }
        buffer.flip();
    }

    private MalformedRecordingException malformed(String reason) {
        return new MalformedRecordingException(file, "byte " + offset, reason);
    }
}
