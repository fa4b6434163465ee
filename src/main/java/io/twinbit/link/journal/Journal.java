package io.twinbit.link.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The intake journal: what came in, in order, on the disk before it is acknowledged, until pipelines and sinks are done with
 * it. Segments {@code intake/<first position>.twr} have the layout of {@link io.twinbit.link.RecordLayout}, with a COMMIT
 * record at the end of each commit; they are reserved before they are written, and deleted whole.
 *
 * <p>Positions begin at the wall clock in microseconds, so that they differ from those of a journal that was deleted, and grow by
 * 1 within a run.
 */
public final class Journal implements Closeable {
    private final JournalSettings settings;
    private final LongSupplier clockUs;
    private final Tallies tallies = new Tallies();
    private final Segments segments = new Segments();
    private final Recovery recovery;
    private final Retention retention;
    private final JournalWriter writer;
    private final JournalReader reader;

    private Journal(Storage storage, JournalSettings settings, LongSupplier clockUs, long behind) throws IOException {
        this.settings = settings;
        this.clockUs = clockUs;
        JournalRecovery left = new JournalRecovery(storage, segments);
        this.recovery = left.run();
        this.retention = new Retention(storage, segments, settings, tallies);
        long used = Math.max(Math.max(recovery.position(), behind), clockUs.getAsLong());
        SegmentAppender appender =
                new SegmentAppender(storage, segments, new StreamNumbers(left.freeStream()), settings.segmentBytes());
        this.writer = new JournalWriter(settings, retention, appender, clockUs, tallies, used, recovery.cursor());
        this.reader = new JournalReader(storage, segments, tallies);
    }

    /**
     * Opens the journal and sees what an earlier run left.
     *
     * @param behind position that is used already, wherever that is known from: new ones are greater
     * @throws IOException when the folder cannot be used; damage is no reason
     */
    public static Journal open(Storage storage, JournalSettings settings, LongSupplier clockUs, long behind)
            throws IOException {
        return new Journal(storage, settings, clockUs, behind);
    }

    public Recovery recovery() {
        return recovery;
    }

    public JournalWriter writer() {
        return writer;
    }

    public JournalReader reader() {
        return reader;
    }

    /** Nobody needs records up to this position any more: segments that hold no others are deleted. */
    public void release(long position) {
        try {
            retention.release(position);
        } catch (IOException e) {
            writer.note(e);
        }
        writer.wake();
    }

    public JournalState state() {
        long oldestAtUs = segments.oldestAtUs();
        long ageS = oldestAtUs == 0 ? 0 : Math.max(0, TimeUnit.MICROSECONDS.toSeconds(clockUs.getAsLong() - oldestAtUs));
        return new JournalState(
                segments.bytes(), settings.maxBytes(), segments.count(), ageS, writer.durable(), writer.cursor(),
                segments.waiting(), writer.blocked(), writer.lastError(), tallies.counters());
    }

    /** Closes what was read. The writer closes its own when it has stopped. */
    @Override
    public void close() throws IOException {
        reader.close();
    }
}
