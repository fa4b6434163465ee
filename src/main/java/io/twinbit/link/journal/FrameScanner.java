package io.twinbit.link.journal;

import io.twinbit.link.Frame;
import io.twinbit.link.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a file from the front. Where there is none it looks for the next one, 8 bytes further each time, so that
 * damage costs what it hit and no more.
 */
final class FrameScanner {
    private static final int CHUNK_BYTES = 64 << 10;
    private static final int STEP_BYTES = 8;

    private final StoredFile file;
    private ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES).limit(0);
    private long bufferAt;
    private long frameAt;

    /** A scanner before the file's first frame. */
    FrameScanner(StoredFile file) {
        this(file, RecordLayout.FILE_HEADER_BYTES);
    }

    /** A scanner before the frame that starts there. */
    FrameScanner(StoredFile file, long offset) {
        this.file = file;
        this.bufferAt = offset;
        this.frameAt = offset;
    }

    /** The empty text, or why this is none of our files. */
    static String faultOfFileHeader(StoredFile file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(RecordLayout.FILE_HEADER_BYTES);
        file.read(header, 0);
        return RecordLayout.faultOfFileHeader(header.flip());
    }

    /** Where the next frame may start. */
    long offset() {
        return bufferAt + buffer.position();
    }

    /** Where the frame that was given last starts. */
    long frameAt() {
        return frameAt;
    }

    /** The next whole frame that ends at or before {@code end}, behind what is none; null: no more. Nothing beyond is read. */
    @Nullable Frame next(long end) throws IOException {
        while (offset() + RecordLayout.RECORD_HEADER_BYTES <= end) {
            Frame frame = frameHere(end);
            if (frame != null) {
                frameAt = offset();
                buffer.position(buffer.position() + frame.bytes());
                return frame;
            }
            buffer.position(buffer.position() + STEP_BYTES);
        }
        return null;
    }

    private @Nullable Frame frameHere(long end) throws IOException {
        hold(RecordLayout.RECORD_HEADER_BYTES, end);
        if (!isPlausible()) {
            return null;
        }
        return switch (RecordLayout.read(buffer)) {
            case RecordLayout.Read.Whole(Frame frame, int bytes) -> offset() + bytes <= end ? frame : null;
            case RecordLayout.Read.Incomplete(int bytes) -> offset() + bytes <= end ? longFrame(bytes, end) : null;
            case RecordLayout.Read.NoneFollows _, RecordLayout.Read.Broken _ -> null;
        };
    }

    private @Nullable Frame longFrame(int needed, long end) throws IOException {
        hold((int) Math.min(needed + STEP_BYTES - 1L, end - offset()), end); // its padding, too
        return RecordLayout.read(buffer) instanceof RecordLayout.Read.Whole(Frame frame, int bytes) && offset() + bytes <= end
                ? frame
                : null;
    }

    /** Before a CRC is reckoned over whatever a damaged length says. */
    private boolean isPlausible() {
        int at = buffer.position();
        int type = buffer.get(at + 8);
        return type >= Frame.MESSAGE && type <= Frame.CHECKPOINT_END && buffer.get(at + 9) == 0;
    }

    /** Has so many bytes in the buffer, of those before {@code end}. */
    private void hold(int bytes, long end) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        long at = offset();
        int capacity = Math.max(bytes, CHUNK_BYTES);
        ByteBuffer target = capacity == buffer.capacity() ? ByteBuffer.wrap(buffer.array()) : ByteBuffer.allocate(capacity);
        target.limit((int) Math.min(target.capacity(), end - at));
        file.read(target, at);
        buffer = target.flip();
        bufferAt = at;
        if (buffer.remaining() < bytes) {
            throw new IOException("the file ends at " + (at + buffer.remaining()) + ", " + end + " expected");
        }
    }
}
