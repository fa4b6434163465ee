package io.twinbit.link.journal;

import io.twinbit.link.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens what an earlier run left: says of each file what counts, cuts the torn end of the last one, and keeps a copy of what is
 * damaged. It may be interrupted anywhere and starts anew. No damage keeps a journal from opening.
 */
final class JournalRecovery {
    private static final int CHUNK_BYTES = 64 << 10;

    private final Storage storage;
    private final Segments segments;
    private final Damaged damaged;
    private final List<SetAside> setAside = new ArrayList<>();
    private long messages;
    private long cursor;
    private long position;
    private int greatestStream;
    private long tornBytes;
    private String tornAt = "";

    JournalRecovery(Storage storage, Segments segments) {
        this.storage = storage;
        this.segments = segments;
        this.damaged = new Damaged(storage);
    }

    Recovery run() throws IOException {
        List<String> names = Segment.NAMES.list(storage);
        for (int i = 0; i < names.size(); i++) {
            try {
                take(names.get(i), Segment.NAMES.follower(names, i));
            } catch (UnreadableException e) {
                setAside.add(damaged.move(names.get(i), 0, "it cannot be read: " + e.getMessage()));
            }
        }
        return new Recovery(segments.count(), messages, position, cursor, tornBytes, tornAt, setAside);
    }

    /** A number that stands for no topic yet. */
    int freeStream() {
        return greatestStream + 1;
    }

    private void take(String name, long follower) throws IOException, UnreadableException {
        long first = Segment.NAMES.position(name);
        position = Math.max(position, first); // so that no other file gets its name
        boolean counts;
        long writtenBytes;
        try (StoredFile file = opened(name)) {
            SegmentScan scan = scanned(file, first, follower);
            greatestStream = Math.max(greatestStream, scan.greatestStream());
            counts = scan.end() > RecordLayout.FILE_HEADER_BYTES;
            writtenBytes = writtenBytes(file);
            if (counts) {
                use(name, file, scan);
            }
            if (counts && follower == Long.MAX_VALUE) {
                cut(name, file, scan.end(), writtenBytes);
            }
        }
        if (!counts) {
            leave(name, writtenBytes);
        }
    }

    private StoredFile opened(String name) throws UnreadableException {
        try {
            return storage.open(name);
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
    }

    private static SegmentScan scanned(StoredFile file, long first, long follower) throws UnreadableException {
        try {
            return new SegmentScan(file, first, follower);
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
    }

    private void use(String name, StoredFile file, SegmentScan scan) throws IOException {
        String headerFault = FrameScanner.faultOfFileHeader(file);
        if (!headerFault.isEmpty()) {
            setAside.add(damaged.copy(name, file, 0, headerFault));
        } else if (scan.damageAt() >= 0) {
            setAside.add(damaged.copy(name, file, scan.damageAt(), "bytes that are no record"));
        } else if (scan.hasMore()) {
            setAside.add(damaged.copy(name, file, scan.end(), "a commit with a hole in it, whose rest is cut"));
        }
        Segment segment = scan.segment();
        segments.add(segment);
        messages += segment.messages();
        cursor = Math.max(cursor, scan.cursor());
        position = Math.max(position, segment.last());
    }

    /** What was never durable as a whole must not come back to life behind what is written from now on. */
    private void cut(String name, StoredFile file, long end, long writtenBytes) throws IOException {
        if (writtenBytes > end) {
            tornBytes = writtenBytes - end;
            tornAt = name + ":" + end;
        }
        file.truncate(end);
        file.force();
    }

    /** A file without any record that counts: one that was made and hardly written, or damage. */
    private void leave(String name, long writtenBytes) throws IOException {
        if (writtenBytes > RecordLayout.FILE_HEADER_BYTES) {
            setAside.add(damaged.move(name, RecordLayout.FILE_HEADER_BYTES, "no record in it counts"));
        } else {
            storage.delete(name);
        }
    }

    /** Up to where a file is more than zeros. */
    private static long writtenBytes(StoredFile file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
        for (long start = (file.size() - 1) / CHUNK_BYTES * CHUNK_BYTES; start >= 0; start -= CHUNK_BYTES) {
            int bytes = file.read(buffer.clear(), start);
            for (int i = bytes - 1; i >= 0; i--) {
                if (buffer.get(i) != 0) {
                    return start + i + 1;
                }
            }
        }
        return 0;
    }

    /** A file that the disk does not give. */
    private static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
