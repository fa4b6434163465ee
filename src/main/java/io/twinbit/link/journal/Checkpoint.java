package io.twinbit.link.journal;

import io.twinbit.link.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * A whole checkpoint: the state of the pipelines when they had taken all intake up to a position. It knows where in its file
 * each pipeline's entries lie, and reads them from there, one at a time.
 */
public final class Checkpoint {
    /**
     * The entries of one pipeline.
     *
     * @param offset of the first
     */
    record Section(long offset, int entries) {}

    private final Storage storage;
    private final String file;
    private final long position;
    private final Map<String, Section> sections;

    Checkpoint(Storage storage, String file, long position, Map<String, Section> sections) {
        this.storage = storage;
        this.file = file;
        this.position = position;
        this.sections = Map.copyOf(sections);
    }

    /** Of the last intake that the states have taken. */
    public long position() {
        return position;
    }

    /**
     * Lets {@code reader} go through a pipeline's entries, in the order they were written.
     *
     * @return false when there is nothing of this pipeline; the reader is not called then
     * @throws IOException when the file cannot be opened; {@link UncheckedIOException} out of the iterator when it cannot be
     *     read on, though it was whole a moment ago
     */
    public boolean read(String pipeline, Consumer<Iterator<byte[]>> reader) throws IOException {
        Section section = sections.get(pipeline);
        if (section == null) {
            return false;
        }
        try (StoredFile open = storage.open(file)) {
            reader.accept(new Entries(new FrameScanner(open, section.offset), open.size(), section.entries));
            return true;
        }
    }

    private final class Entries implements Iterator<byte[]> {
        private final FrameScanner frames;
        private final long fileBytes;
        private int left;

        Entries(FrameScanner frames, long fileBytes, int left) {
            this.frames = frames;
            this.fileBytes = fileBytes;
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public byte[] next() {
            if (left == 0) {
                throw new NoSuchElementException();
            }
            left--;
            long offset = frames.offset();
            try {
                Frame frame = frames.next(fileBytes);
                if (frame != null && frames.frameAt() == offset) {
                    return frame.data();
                }
                throw new IOException(file + ", byte " + offset + ": the entry is not whole any more");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
