package io.twinbit.link.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinbit.link.Frame;
import io.twinbit.link.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes one checkpoint beside those that are there: {@link #pipeline} and its entries, again for the next pipeline, then
 * {@link #commit}; {@link #abort} after a failure. One thread.
 *
 * <p>What is written is forced every {@value #FORCE_EVERY_BYTES} bytes, so that the journal's own force never waits behind
 * a whole checkpoint's blocks.
 */
public final class CheckpointWriter {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final long FORCE_EVERY_BYTES = 1 << 20;

    private final CheckpointStore store;
    private final long position;
    private final StoredFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long offset;
    private long forced;
    private int entries;
    private boolean committed;

    CheckpointWriter(CheckpointStore store, long position, StoredFile file) {
        this.store = store;
        this.position = position;
        this.file = file;
        buffer.put(RecordLayout.fileHeader());
    }

    /** Begins with a pipeline, each once; the entries that follow are its. */
    public void pipeline(String name) throws IOException {
        write(Frame.CHECKPOINT_PIPELINE, name.getBytes(UTF_8));
    }

    /** One entry of the pipeline's state; it comes back as it is. */
    public void entry(byte[] entry) throws IOException {
        write(Frame.CHECKPOINT_ENTRY, entry);
        entries++;
    }

    /**
     * Makes it durable, and the newest; of the older ones only the one before it is kept.
     *
     * @return bytes of its file
     */
    public long commit() throws IOException {
        write(Frame.CHECKPOINT_END, new byte[0]);
        flush(buffer);
        file.force();
        file.close();
        store.commit(position);
        committed = true;
        return offset;
    }

    /** Gives up what was written. Does nothing after a commit. */
    public void abort() throws IOException {
        if (!committed) {
            try (file) {
                store.discard(position);
            }
        }
    }

    private void write(int type, byte[] data) throws IOException {
        Frame frame = new Frame(type, 0, entries, position, 0, data);
        if (frame.bytes() > buffer.remaining()) {
            flush(buffer);
        }
        if (frame.bytes() <= buffer.capacity()) {
            RecordLayout.write(frame, buffer);
        } else {
            ByteBuffer large = ByteBuffer.allocate(frame.bytes());
            RecordLayout.write(frame, large);
            flush(large);
        }
    }

    private void flush(ByteBuffer bytes) throws IOException {
        bytes.flip();
        int length = bytes.remaining();
        file.write(bytes, offset);
        offset += length;
        bytes.clear();
        if (offset - forced >= FORCE_EVERY_BYTES) {
            file.force();
            forced = offset;
        }
    }
}
