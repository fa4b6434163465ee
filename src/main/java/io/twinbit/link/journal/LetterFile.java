package io.twinbit.link.journal;

import io.twinbit.link.RecordLayout;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The newest file of the dead letters, to be appended to. What a failed write left behind its end is written over. */
final class LetterFile implements Closeable {
    private static final int CHUNK_BYTES = 64 << 10;

    private final String name;
    private final StoredFile file;
    private long bytes;
    private long forcedBytes;

    private LetterFile(String name, StoredFile file, long bytes) {
        this.name = name;
        this.file = file;
        this.bytes = bytes;
    }

    /** A new file with a header. */
    static LetterFile create(Storage storage, String name) throws IOException {
        LetterFile created = new LetterFile(name, storage.create(name, 0), 0);
        try {
            created.append(RecordLayout.fileHeader());
            return created;
        } catch (IOException e) {
            created.close();
            throw e;
        }
    }

    /** A file whose letters end at {@code bytes}; what lies behind them is cut off. */
    static LetterFile open(Storage storage, String name, long bytes) throws IOException {
        StoredFile file = storage.open(name);
        try {
            if (file.size() > bytes) {
                file.truncate(bytes);
            }
            return new LetterFile(name, file, bytes);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    String name() {
        return name;
    }

    long bytes() {
        return bytes;
    }

    void append(ByteBuffer record) throws IOException {
        int length = record.remaining();
        file.write(record, bytes);
        bytes += length;
    }

    /** @throws IOException when nobody knows what of it is durable: it must not be forced again, nor appended to */
    void force() throws IOException {
        if (forcedBytes < bytes) {
            file.force();
            forcedBytes = bytes;
        }
    }

    /** Appends what {@code failed} could not make durable, durably. */
    void takeOver(LetterFile failed) throws IOException {
        long start = Math.max(failed.forcedBytes, RecordLayout.FILE_HEADER_BYTES);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        for (long at = start; at < failed.bytes; at += chunk.capacity()) {
            failed.file.read(chunk.clear().limit((int) Math.min(chunk.capacity(), failed.bytes - at)), at);
            append(chunk.flip());
        }
        force();
    }

    /** Leaves it at what is durable, if the disk lets us: whoever reads all files takes each letter once. */
    void abandon() {
        try (file) {
            file.truncate(Math.max(forcedBytes, RecordLayout.FILE_HEADER_BYTES));
        } catch (IOException e) {
            // another file has all of it
        }
    }

    /** Nothing stays behind the last letter, of a write that failed. */
    @Override
    public void close() throws IOException {
        try (file) {
            if (file.size() > bytes) {
                file.truncate(bytes);
            }
        }
    }
}
