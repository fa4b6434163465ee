package io.twinbit.link.journal;

import io.twinbit.link.Frame;
import io.twinbit.link.IntakeRecords;
import io.twinbit.link.RecordLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All of a segment's file read from front to end, to tell what was durable. Whole frames form runs, with holes between:
 *
 * <pre>
 *   | header | run: frames ... | hole | run ... COMMIT "durable up to 17" | hole | run ... | zeros
 * </pre>
 *
 * In a segment that has a follower everything was durable: holes are damage, and all runs count. In the last one, the end may
 * be a commit that was never forced, of which any part may be missing. A hole before which the last position is less than what a
 * COMMIT behind it calls durable is damage; at the first other hole the segment ends, since what lies behind may not
 * overtake what is missing.
 */
final class SegmentScan {
    private static final long NONE = -1;

    /** Frames without a hole between them. Positions and times are the greatest up to here. */
    private static final class Run {
        final long start;
        long end;
        long last;
        long lastAtUs;
        long messages;
        long durable;
        long cursor;

        Run(long start, long last) {
            this.start = start;
            this.last = last;
        }
    }

    private final List<Run> runs = new ArrayList<>();
    private final long first;
    private final long follower;
    private int kept;
    private int greatestStream;

    /**
     * Scans a file.
     *
     * @param first position that its name says
     * @param follower first position of the next segment, at which this one ends; {@link Long#MAX_VALUE} when it is the last
     */
    SegmentScan(StoredFile file, long first, long follower) throws IOException {
        this.first = first;
        this.follower = follower;
        readRuns(file);
        this.kept = follower < Long.MAX_VALUE ? runs.size() : countDurable();
    }

    private void readRuns(StoredFile file) throws IOException {
        long size = file.size();
        FrameScanner scanner = new FrameScanner(file);
        long last = first - 1;
        for (Frame frame = scanner.next(size); frame != null; frame = scanner.next(size)) {
            boolean positioned = hasPosition(frame.type());
            if (positioned && frame.position() >= follower) {
                return; // written, but not durable in time: the next segment has it
            }
            if (positioned && frame.position() <= last) {
                continue; // no record of this place: a copy that came with a payload, perhaps
            }
            if (runs.isEmpty() || runs.getLast().end != scanner.frameAt()) {
                runs.add(new Run(scanner.frameAt(), last));
            }
            add(runs.getLast(), frame, scanner.offset());
            if (frame.type() == Frame.STREAM || frame.type() == Frame.STREAM_MESSAGE) {
                greatestStream = Math.max(greatestStream, frame.number());
            }
            last = runs.getLast().last;
        }
    }

    private static boolean hasPosition(int type) {
        return IntakeRecords.isIntake(type) || type == Frame.EPOCH;
    }

    private static void add(Run run, Frame frame, long end) {
        run.end = end;
        if (hasPosition(frame.type())) {
            run.last = frame.position();
            run.lastAtUs = frame.timeUs();
        } else if (frame.type() == Frame.COMMIT) {
            run.durable = Math.max(run.durable, frame.position());
            run.cursor = Math.max(run.cursor, frame.timeUs());
        }
        if (frame.type() == Frame.STREAM_MESSAGE || frame.type() == Frame.MESSAGE) {
            run.messages++;
        }
    }

    /** How many runs, from the front, hold what had been durable. */
    private int countDurable() {
        long provenBehind = 0;
        int count = runs.size();
        for (int i = runs.size() - 1; i >= 0; i--) {
            long before = i == 0 ? first - 1 : runs.get(i - 1).last;
            if (startsBehindHole(i) && provenBehindOrIn(i, provenBehind) <= before) {
                count = i;
            }
            provenBehind = provenBehindOrIn(i, provenBehind);
        }
        return count;
    }

    private long provenBehindOrIn(int i, long provenBehind) {
        return Math.max(provenBehind, runs.get(i).durable);
    }

    private boolean startsBehindHole(int i) {
        return i > 0 || runs.get(i).start > RecordLayout.FILE_HEADER_BYTES;
    }

    /** Where the part ends that counts. */
    long end() {
        return kept == 0 ? RecordLayout.FILE_HEADER_BYTES : runs.get(kept - 1).end;
    }

    /** Offset of the first damage before {@link #end}, or -1. */
    long damageAt() {
        for (int i = 0; i < kept; i++) {
            if (startsBehindHole(i)) {
                return i == 0 ? RecordLayout.FILE_HEADER_BYTES : runs.get(i - 1).end;
            }
        }
        return NONE;
    }

    /** Whether frames lie behind the end, of a commit that was not whole. */
    boolean hasMore() {
        return kept < runs.size();
    }

    long messages() {
        return runs.stream().limit(kept).mapToLong(r -> r.messages).sum();
    }

    /** The greatest cursor of any COMMIT that counts; 0: none. */
    long cursor() {
        return runs.stream().limit(kept).mapToLong(r -> r.cursor).max().orElse(0);
    }

    /** Of the numbers that stand for topics, used or not; 0: none. */
    int greatestStream() {
        return greatestStream;
    }

    /** Says what is durable. */
    Segment segment() {
        Segment segment = new Segment(first, end());
        if (kept > 0) {
            long lastAtUs = runs.stream().limit(kept).mapToLong(r -> r.lastAtUs).max().orElse(0);
            segment.durable(end(), runs.get(kept - 1).last, messages(), lastAtUs);
        }
        return segment;
    }
}
