package io.twinbit.link.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinbit.link.Frame;
import io.twinbit.link.journal.Checkpoint.Section;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One pass over a checkpoint's file, which finds where each pipeline's entries are, or the first thing that is wrong. Whole
 * is a file whose records are all of its position, count the entries without a hole, and end with the end record.
 *
 * <pre>
 * file header | pipeline "a" | entry 0 | entry 1 | ... | pipeline "b" | entry n | ... | end, number = entries
 * </pre>
 *
 * The number of each record is how many entries come before it.
 */
final class CheckpointScan {
    private final long fileBytes;
    private final FrameScanner frames;
    private final long position;
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private String pipeline = "";
    private int entries;
    private boolean ended;
    private long faultAt;
    private String fault;

    private CheckpointScan(StoredFile file, long position) throws IOException {
        this.fileBytes = file.size();
        this.frames = new FrameScanner(file);
        this.position = position;
        this.fault = FrameScanner.faultOfFileHeader(file);
    }

    static CheckpointScan of(StoredFile file, long position) throws IOException {
        CheckpointScan scan = new CheckpointScan(file, position);
        while (scan.fault.isEmpty() && !scan.ended) {
            scan.step();
        }
        return scan;
    }

    /** Empty when the checkpoint is whole. */
    String fault() {
        return fault;
    }

    /** Where the scan ended. */
    long offset() {
        return faultAt;
    }

    Map<String, Section> sections() {
        return sections;
    }

    private void step() throws IOException {
        long expectedAt = frames.offset();
        Frame frame = frames.next(fileBytes);
        if (frame == null || frames.frameAt() != expectedAt) {
            faultAt = expectedAt;
            fault = "found bytes that are no record, expected a record";
        } else {
            faultAt = frames.frameAt();
            take(frame);
        }
    }

    private void take(Frame frame) {
        if (frame.position() != position || frame.number() != entries) {
            fault = "found entry " + frame.number() + " of position " + frame.position() + ", expected entry " + entries
                    + " of position " + position;
            return;
        }
        switch (frame.type()) {
            case Frame.CHECKPOINT_PIPELINE -> begin(new String(frame.data(), UTF_8));
            case Frame.CHECKPOINT_ENTRY -> countEntry();
            case Frame.CHECKPOINT_END -> ended = true;
            default -> fault = "found a record of type " + frame.type() + ", expected one of a checkpoint";
        }
    }

    private void begin(String name) {
        pipeline = name;
        if (sections.put(name, new Section(frames.offset(), 0)) != null) {
            fault = "found pipeline " + name + " a second time";
        }
    }

    private void countEntry() {
        entries++;
        if (sections.computeIfPresent(pipeline, (_, s) -> new Section(s.offset(), s.entries() + 1)) == null) {
            fault = "found an entry, expected a pipeline's name before it";
        }
    }
}
