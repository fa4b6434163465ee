package io.twinbit.link.journal;

import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.link.Frame;
import io.twinbit.link.IntakeRecords;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is durable, in order: what is written just now, what waits for a slow sink and what an earlier run left, all the
 * same way. What damage has hit is left out and counted. One thread.
 */
public final class JournalReader implements Closeable {
    private final Storage storage;
    private final Segments segments;
    private final Tallies tallies;
    private @Nullable Reading reading;
    private long position;

    /** A segment that is being read, with the names that it gave so far. */
    private static final class Reading {
        final Segment segment;
        final StoredFile file;
        final FrameScanner scanner;
        final IntakeRecords records = new IntakeRecords();
        boolean knowsAllNames;

        Reading(Segment segment, StoredFile file) {
            this.segment = segment;
            this.file = file;
            this.scanner = new FrameScanner(file);
        }
    }

    JournalReader(Storage storage, Segments segments, Tallies tallies) {
        this.storage = storage;
        this.segments = segments;
        this.tallies = tallies;
    }

    /** Goes to the first record behind this position, forwards or back. */
    public void seek(long afterPosition) throws IOException {
        close();
        position = afterPosition;
        segments.startBehind(afterPosition);
    }

    /** Position of the record that was read last. */
    public long position() {
        return position;
    }

    /** The next record of intake; null when no more is durable. */
    public @Nullable Intake poll() throws IOException {
        for (Reading now = current(); now != null; now = next(now)) {
            Intake intake = readFrom(now);
            if (intake != null) {
                return intake;
            }
        }
        return null;
    }

    private @Nullable Reading current() throws IOException {
        Reading now = reading;
        if (now == null) {
            return open(segments.behind(position));
        }
        return now.segment.isGone() ? next(now) : now;
    }

    /** What follows, or null when nothing does yet. */
    private @Nullable Reading next(Reading before) throws IOException {
        Segment follower = segments.after(before.segment);
        if (follower == null || follower.durableBytes() == 0) {
            return null;
        }
        close();
        return open(follower);
    }

    private @Nullable Reading open(@Nullable Segment segment) throws IOException {
        if (segment == null) {
            return null;
        }
        Reading opened = new Reading(segment, storage.open(segment.name()));
        reading = opened;
        return opened;
    }

    private @Nullable Intake readFrom(Reading from) throws IOException {
        long end = from.segment.durableBytes();
        while (true) {
            long start = from.scanner.offset();
            Frame frame = from.scanner.next(end);
            if (frame == null) {
                return null;
            }
            tallies.skippedBytes.add(from.scanner.frameAt() - start);
            Intake intake = understood(from, frame);
            if (intake instanceof Message) {
                from.segment.takenOneMore();
            }
            if (intake != null && intake.position() > position) {
                position = intake.position();
                return intake;
            }
        }
    }

    private @Nullable Intake understood(Reading from, Frame frame) throws IOException {
        try {
            return from.records.read(frame);
        } catch (IllegalArgumentException e) {
            return isNamedFurtherOn(from) ? understood(from, frame) : nameless();
        }
    }

    /** When a name is damaged: it comes a second time. */
    private static boolean isNamedFurtherOn(Reading from) throws IOException {
        if (from.knowsAllNames) {
            return false;
        }
        from.knowsAllNames = true;
        long end = from.segment.durableBytes();
        FrameScanner ahead = new FrameScanner(from.file);
        for (Frame frame = ahead.next(end); frame != null; frame = ahead.next(end)) {
            if (frame.type() == Frame.STREAM) {
                from.records.read(frame);
            }
        }
        return true;
    }

    private @Nullable Intake nameless() {
        tallies.nameless.increment();
        return null;
    }

    @Override
    public void close() throws IOException {
        Reading now = reading;
        reading = null;
        if (now != null) {
            now.file.close();
        }
    }
}
