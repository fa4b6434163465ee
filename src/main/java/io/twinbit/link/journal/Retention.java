package io.twinbit.link.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Keeps the journal within its caps. Any thread may call. */
final class Retention {
    private final Storage storage;
    private final Segments segments;
    private final JournalSettings settings;
    private final Tallies tallies;
    /** Oldest first; what cannot be deleted now is tried again with the next. */
    private final ArrayDeque<Segment> toDelete = new ArrayDeque<>();

    Retention(Storage storage, Segments segments, JournalSettings settings, Tallies tallies) {
        this.storage = storage;
        this.segments = segments;
        this.settings = settings;
        this.tallies = tallies;
    }

    /** Whether the files may grow so much. A commit that is larger than the cap gets its room when nothing else is there. */
    boolean hasRoomFor(long bytes) throws IOException {
        while (segments.bytes() + bytes > settings.maxBytes() && bytes > 0 && segments.count() > 1) {
            List<Segment> oldest = settings.onFull() == OnFull.DROP_OLDEST ? segments.takeOldest() : List.of();
            if (oldest.isEmpty()) {
                return false;
            }
            delete(oldest, tallies.droppedOldest);
        }
        return true;
    }

    /** Drops what is too old. */
    void expire(long nowUs) throws IOException {
        if (settings.maxAgeS() > 0) {
            delete(segments.takeOlderThan(nowUs - TimeUnit.SECONDS.toMicros(settings.maxAgeS())), tallies.expired);
        }
    }

    /** Nobody needs records up to this position any more. */
    void release(long position) throws IOException {
        delete(segments.takeUpTo(position), new LongAdder());
    }

    private synchronized void delete(List<Segment> gone, LongAdder lost) throws IOException {
        gone.forEach(segment -> lost.add(segment.waiting()));
        toDelete.addAll(gone);
        while (!toDelete.isEmpty()) {
            storage.delete(toDelete.getFirst().name()); // a name that comes back after a power cut is only read once more
            toDelete.removeFirst();
        }
    }
}
