package io.twinbit.link.journal;

import io.twinbit.flow.signal.Intake;
import io.twinbit.link.Frame;
import io.twinbit.link.IntakeRecords;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The records in a folder of segments, oldest first, for looking at and for replay: those that a gateway would read, and
 * nothing is touched, so that a gateway may be writing them. Not for several threads.
 */
public final class StoredIntake {
    /** Of the segments in a state directory. */
    public static final String FOLDER = Segment.NAMES.folder();

    private final Storage storage;
    private final IntakeRecords records = new IntakeRecords();
    private long last = -1;
    private long skippedBytes;
    private long namelessMessages;

    public StoredIntake(Storage storage) {
        this.storage = storage;
    }

    /** Whether the folder has segments. */
    public static boolean isIn(Storage storage, String folder) throws IOException {
        return !namesIn(folder).list(storage).isEmpty();
    }

    private static PositionNames namesIn(String folder) {
        return new PositionNames(folder, Segment.ENDING);
    }

    /**
     * Hands over what counts.
     *
     * @param taker answers whether it wants more
     */
    public void read(String folder, Predicate<Intake> taker) throws IOException {
        PositionNames segments = namesIn(folder);
        List<String> names = segments.list(storage);
        boolean more = true;
        for (int i = 0; i < names.size() && more; i++) {
            try (StoredFile file = storage.open(names.get(i))) {
                more = read(file, segments.position(names.get(i)), segments.follower(names, i), taker);
            } catch (IOException e) {
                if (segments.list(storage).contains(names.get(i))) { // else nobody needed it any more
                    throw e;
                }
            }
        }
    }

    private boolean read(StoredFile file, long first, long follower, Predicate<Intake> taker) throws IOException {
        long end = new SegmentScan(file, first, follower).end();
        FrameScanner scanner = new FrameScanner(file);
        long expected = scanner.offset();
        for (Frame frame = scanner.next(end); frame != null; frame = scanner.next(end)) {
            skippedBytes += scanner.frameAt() - expected;
            expected = scanner.offset();
            if (isNext(frame, follower) && !take(frame, taker)) {
                return false;
            }
        }
        return true;
    }

    private boolean isNext(Frame frame, long follower) {
        if (!IntakeRecords.isIntake(frame.type()) && frame.type() != Frame.EPOCH) {
            return true;
        }
        if (frame.position() <= last || frame.position() >= follower) {
            return false;
        }
        last = frame.position();
        return true;
    }

    private boolean take(Frame frame, Predicate<Intake> taker) {
        Intake intake;
        try {
            intake = records.read(frame);
        } catch (IllegalArgumentException e) {
            namelessMessages++;
            return true;
        }
        return intake == null || taker.test(intake);
    }

    /** What damage took from what was read so far; empty when nothing. */
    public Optional<String> damage() {
        return skippedBytes == 0 && namelessMessages == 0
                ? Optional.empty()
                : Optional.of(skippedBytes + " damaged bytes and " + namelessMessages + " messages without their topic were left out");
    }
}
