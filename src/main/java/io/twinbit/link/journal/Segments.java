package io.twinbit.link.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a journal, oldest first. Any thread may call; none does I/O in here. */
final class Segments {
    private final List<Segment> list = new ArrayList<>();

    synchronized void add(Segment segment) {
        list.add(segment);
    }

    /** A segment that never held anything durable. */
    synchronized void remove(Segment segment) {
        list.remove(segment);
    }

    /** The oldest with a record behind this position, or null. */
    synchronized @Nullable Segment behind(long position) {
        return list.stream().filter(s -> s.last() > position).findFirst().orElse(null);
    }

    /** The one that follows, or null. */
    synchronized @Nullable Segment after(Segment segment) {
        return list.stream().filter(s -> s.first() > segment.first()).findFirst().orElse(null);
    }

    /** Takes out what lies up to this position; the newest with a record stays, for it says where the journal stands. */
    synchronized List<Segment> takeUpTo(long position) {
        return take(list.stream().filter(s -> s.last() <= position && isBehindNewest(s)).toList());
    }

    /** Takes out those whose newest record was taken in before that time. */
    synchronized List<Segment> takeOlderThan(long atUs) {
        return take(list.stream().filter(s -> s.lastAtUs() < atUs && isBehindNewest(s)).toList());
    }

    /** Takes out the oldest, unless it is the only one with records. */
    synchronized List<Segment> takeOldest() {
        return take(list.stream().limit(1).filter(this::isBehindNewest).toList());
    }

    private boolean isBehindNewest(Segment segment) {
        return list.stream().anyMatch(s -> s.first() > segment.first() && !s.isEmpty());
    }

    private List<Segment> take(List<Segment> chosen) {
        chosen.forEach(Segment::go);
        list.removeAll(chosen);
        return chosen;
    }

    /** Nothing up to this position needs to be taken any more; all behind it does. */
    synchronized void startBehind(long position) {
        list.forEach(s -> s.taken(s.last() <= position ? s.messages() : 0));
    }

    synchronized long bytes() {
        return list.stream().mapToLong(Segment::fileBytes).sum();
    }

    synchronized long waiting() {
        return list.stream().mapToLong(Segment::waiting).sum();
    }

    synchronized int count() {
        return list.size();
    }

    /** When the newest record of the oldest segment was taken in, microseconds since 1970; 0: there is none. */
    synchronized long oldestAtUs() {
        return list.isEmpty() ? 0 : list.getFirst().lastAtUs();
    }
}
