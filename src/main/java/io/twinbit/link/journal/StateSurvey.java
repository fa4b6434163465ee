package io.twinbit.link.journal;

import io.twinbit.flow.signal.Message;
import io.twinbit.link.RecordLayout;
import io.twinbit.link.journal.SurveyedFile.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a state directory and what is wrong there, looked at without touching anything, so that a gateway may be
 * using it.
 *
 * @param segments of the journal, oldest first; the others likewise
 * @param cursor position up to which the sinks had confirmed all results; 0 when that is not known
 * @param setAside names of damaged files that were moved out of the way
 */
public record StateSurvey(
        List<SurveyedFile> segments,
        List<SurveyedFile> checkpoints,
        List<SurveyedFile> deadLetters,
        long cursor,
        List<String> setAside) {
    /** Looks at all of it. */
    public static StateSurvey of(Storage storage) throws IOException {
        return new Surveyor(storage).survey();
    }

    /** All files that were looked into. */
    public List<SurveyedFile> files() {
        return Stream.of(segments, checkpoints, deadLetters).flatMap(List::stream).toList();
    }

    private static final class Surveyor {
        private final Storage storage;
        private long cursor;

        Surveyor(Storage storage) {
            this.storage = storage;
        }

        StateSurvey survey() throws IOException {
            List<String> segments = Segment.NAMES.list(storage);
            return new StateSurvey(
                    all(segments, (name, file) -> segment(name, file, Segment.NAMES.follower(segments, segments.indexOf(name)))),
                    all(CheckpointStore.NAMES.list(storage), Surveyor::checkpoint),
                    all(new LetterFiles(storage).names(), Surveyor::letters),
                    cursor,
                    storage.list(Damaged.FOLDER));
        }

        private interface Look {
            SurveyedFile at(String name, StoredFile file) throws IOException;
        }

        private List<SurveyedFile> all(List<String> names, Look look) throws IOException {
            List<SurveyedFile> files = new ArrayList<>();
            for (String name : names) {
                try (StoredFile file = storage.open(name)) {
                    files.add(look.at(name, file));
                } catch (IOException e) {
                    if (storage.list(name.substring(0, name.indexOf('/'))).contains(name)) { // else it went a moment ago
                        files.add(SurveyedFile.unreadable(name, "cannot be read: " + e.getMessage()));
                    }
                }
            }
            return files;
        }

        private SurveyedFile segment(String name, StoredFile file, long follower) throws IOException {
            long first = Segment.NAMES.position(name);
            SegmentScan scan = new SegmentScan(file, first, follower);
            if (scan.damageAt() >= 0) { // or half of what was being written just then
                scan = new SegmentScan(file, first, follower);
            }
            cursor = Math.max(cursor, scan.cursor());
            Segment segment = scan.segment();
            return new SurveyedFile(
                    name, file.size(), first, segment.last(), segment.messages(), segment.lastAtUs(),
                    faultOfSegment(file, scan, follower < Long.MAX_VALUE));
        }

        /** The newest segment may be all zeros: it was made, and nothing was committed to it yet. */
        private static @Nullable Fault faultOfSegment(StoredFile file, SegmentScan scan, boolean hasFollower)
                throws IOException {
            if (scan.end() == RecordLayout.FILE_HEADER_BYTES) {
                return hasFollower ? new Fault(scan.end(), "no record in it counts") : null;
            }
            String faultOfHeader = FrameScanner.faultOfFileHeader(file);
            return !faultOfHeader.isEmpty()
                    ? new Fault(0, faultOfHeader)
                    : scan.damageAt() >= 0 ? new Fault(scan.damageAt(), "bytes that are no record") : null;
        }

        private static SurveyedFile checkpoint(String name, StoredFile file) throws IOException {
            long position = CheckpointStore.NAMES.position(name);
            CheckpointScan scan = CheckpointScan.of(file, position);
            return new SurveyedFile(
                    name, file.size(), position, position, scan.sections().size(), 0,
                    scan.fault().isEmpty() ? null : new Fault(scan.offset(), scan.fault()));
        }

        private static SurveyedFile letters(String name, StoredFile file) throws IOException {
            List<Message> firstAndLast = new ArrayList<>();
            LetterScan scan = LetterScan.of(file, letter -> {
                if (firstAndLast.size() == 2) {
                    firstAndLast.removeLast();
                }
                firstAndLast.add(letter.message());
            });
            boolean none = firstAndLast.isEmpty();
            return new SurveyedFile(
                    name,
                    file.size(),
                    none ? 0 : firstAndLast.getFirst().position(),
                    none ? -1 : firstAndLast.getLast().position(),
                    scan.letters(),
                    none ? 0 : firstAndLast.getLast().receivedAtUs(),
                    scan.damageAt() < 0 ? null : new Fault(scan.damageAt(), scan.damage()));
        }
    }
}
