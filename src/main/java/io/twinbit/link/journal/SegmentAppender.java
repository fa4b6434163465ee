package io.twinbit.link.journal;

import io.twinbit.link.RecordLayout;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Appends commits to the newest segment, and begins a new one when that is full or has failed. A file that failed once is
 * not written again: nobody knows what of it is durable. The writer's thread only.
 */
final class SegmentAppender implements Closeable {
    private static final int USUAL_COMMIT_BYTES = 128 << 10;

    private record Target(Segment segment, StoredFile file) {}

    private final Storage storage;
    private final Segments segments;
    private final StreamNumbers streams;
    private final int segmentBytes;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(USUAL_COMMIT_BYTES);
    private @Nullable Target newest;

    SegmentAppender(Storage storage, Segments segments, StreamNumbers streams, int segmentBytes) {
        this.storage = storage;
        this.segments = segments;
        this.streams = streams;
        this.segmentBytes = segmentBytes;
    }

    /** Bytes that the journal's files grow by: 0 when the commit goes into the newest segment. */
    long newBytes(Commit commit) {
        return newest != null && fits(commit, newest.segment()) ? 0 : fileBytes(commit);
    }

    private static boolean fits(Commit commit, Segment segment) {
        return segment.durableBytes() + maxBytes(commit) <= segment.fileBytes();
    }

    private static int maxBytes(Commit commit) {
        return Math.toIntExact(commit.maxBytes() + StreamNumbers.MAX_AGAIN_BYTES + RecordLayout.FILE_HEADER_BYTES);
    }

    private long fileBytes(Commit commit) {
        return Math.max(segmentBytes, maxBytes(commit));
    }

    /**
     * Makes a commit durable.
     *
     * @return bytes written
     * @throws IOException when it may not be; the same commit can be appended again
     */
    int append(Commit commit, long durableBefore, long cursor) throws IOException {
        try {
            Target target = newest;
            if (target == null || !fits(commit, target.segment())) {
                close();
                target = begin(commit);
            }
            return write(target, commit, durableBefore, cursor);
        } catch (IOException e) {
            abandon();
            throw e;
        }
    }

    private Target begin(Commit commit) throws IOException {
        Segment segment = new Segment(commit.first(), fileBytes(commit));
        storage.delete(segment.name()); // of an earlier try
        Target target = new Target(segment, storage.create(segment.name(), segment.fileBytes()));
        newest = target;
        segments.add(segment);
        storage.force(Segment.NAMES.folder());
        streams.startFile();
        return target;
    }

    private int write(Target target, Commit commit, long durableBefore, long cursor) throws IOException {
        Segment segment = target.segment();
        long start = segment.durableBytes();
        ByteBuffer bytes = clearedBuffer(maxBytes(commit));
        if (start == 0) {
            bytes.put(RecordLayout.fileHeader());
        }
        commit.write(bytes, start, streams, durableBefore, cursor);
        int written = bytes.flip().remaining();
        target.file().write(bytes, start);
        target.file().force();
        segment.durable(
                start + written,
                Math.max(segment.last(), commit.last()),
                segment.messages() + commit.messages(),
                Math.max(segment.lastAtUs(), commit.atUs()));
        return written;
    }

    private ByteBuffer clearedBuffer(int bytes) {
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(bytes);
        }
        return buffer.clear();
    }

    /** Leaves the newest segment at what was durable of it; the next commit begins another. */
    private void abandon() {
        Target target = newest;
        newest = null;
        if (target == null) {
            return;
        }
        try (StoredFile file = target.file()) {
            if (target.segment().durableBytes() == 0) {
                segments.remove(target.segment());
                storage.delete(target.segment().name());
            } else {
                file.truncate(target.segment().durableBytes());
                target.segment().cut();
            }
        } catch (IOException e) {
            // recovery tells what was durable by where the next segment begins
        }
    }

    /** Closes the newest segment's file; the next commit begins another. */
    @Override
    public void close() throws IOException {
        Target target = newest;
        newest = null;
        if (target != null) {
            target.file().close();
        }
    }
}
