package io.twinbit.link.journal;

import io.twinbit.link.RecordLayout;
import io.twinbit.link.RecordLayout.Read;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads a file's records from front to back through a buffer that grows only for a record larger than it, and never beyond
 * what the file holds. One thread.
 */
final class FrameReader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final StoredFile file;
    private final long fileBytes;
    /** What was read from the file and not yet handed over; its position is at the next record. */
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    /** Where in the file the buffer's position is. */
    private long offset;

    /** @param offset of a record, or 0 for {@link #faultOfFileHeader} */
    FrameReader(StoredFile file, long offset) throws IOException {
        this.file = file;
        this.fileBytes = file.size();
        this.offset = offset;
    }

    /** Passes over the file header; the answer is the empty text, or why this is none of our files. */
    String faultOfFileHeader() throws IOException {
        fill(RecordLayout.FILE_HEADER_BYTES);
        String fault = RecordLayout.faultOfFileHeader(buffer);
        if (fault.isEmpty()) {
            advance(RecordLayout.FILE_HEADER_BYTES);
        }
        return fault;
    }

    /**
     * The next record, which is then passed; or why there is none, and the reader stays where it is. {@code NoneFollows} at
     * the end of the file, {@code Incomplete} when the file ends within a record.
     */
    Read next() throws IOException {
        while (offset < fileBytes) {
            Read read = RecordLayout.read(buffer);
            if (read instanceof Read.Incomplete(int bytes) && bytes <= fileBytes - offset && fill(bytes)) {
                continue;
            }
            if (read instanceof Read.Whole whole) {
                advance(whole.bytes());
            }
            return read;
        }
        return new Read.NoneFollows();
    }

    /** Where the next record starts. */
    long offset() {
        return offset;
    }

    /** The file's last record may lack its padding. */
    private void advance(int bytes) {
        offset += bytes;
        buffer.position(Math.min(buffer.position() + bytes, buffer.limit()));
    }

    /** Whether the buffer now holds that many bytes from the offset on. */
    private boolean fill(int bytes) throws IOException {
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(bytes);
        }
        file.read(buffer.clear(), offset);
        return buffer.flip().remaining() >= bytes;
    }
}
