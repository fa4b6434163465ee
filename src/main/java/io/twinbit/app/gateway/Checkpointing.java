package io.twinbit.app.gateway;

import io.twinbit.flow.pipeline.StateExport;
import io.twinbit.link.journal.Journal;
import io.twinbit.link.journal.JournalState;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * When a checkpoint is made, and the loop's share of making it: the states of all pipelines as they were between two records,
 * given to {@link CheckpointFiles} a few devices a turn, so that the stream goes on.
 *
 * <p>It becomes the newest only when all results of the records that it covers are confirmed: a start goes on from
 * it, and what it covers is not reckoned again. Until then it waits, written but without its name.
 *
 * <p>On the loop's thread.
 */
final class Checkpointing {
    /** A message waits no longer for devices to be written out. */
    private static final long SLICE_NS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(200);
    /** When the journal is half full, checkpoints, which let it forget, are so much more often; as often as can be when it is full. */
    private static final int PRESSED = 10;

    private final List<? extends Station> stations;
    private final CheckpointFiles files;
    private final Journal journal;
    private final long everyNs;
    private @Nullable Under under;
    private long newestAtNs = System.nanoTime();
    private long lookAtNs = System.nanoTime();

    /** A checkpoint that is being made. */
    private static final class Under {
        final long position;
        final Queue<Part> left = new ArrayDeque<>();
        boolean named;
        @Nullable CompletableFuture<Void> committing;

        Under(long position) {
            this.position = position;
        }
    }

    private record Part(String pipeline, StateExport export) {}

    Checkpointing(List<? extends Station> stations, CheckpointFiles files, Journal journal, long everyS) {
        this.stations = List.copyOf(stations);
        this.files = files;
        this.journal = journal;
        this.everyNs = TimeUnit.SECONDS.toNanos(everyS);
    }

    /**
     * Does a little, if there is anything to do; between two records.
     *
     * @param position of the record that the pipelines have taken last
     * @param confirmed position up to which all results are confirmed
     * @return after how long there is more to do at the latest, in nanoseconds
     */
    long turn(long nowNs, long position, long confirmed) {
        if (under == null && nowNs - lookAtNs >= 0) {
            lookAtNs = nowNs + Math.min(LOOK_NS, everyNs);
            look(nowNs, position, confirmed);
        }
        return under == null ? LOOK_NS : goOn(under, nowNs, confirmed);
    }

    private void look(long nowNs, long position, long confirmed) {
        JournalState state = journal.state();
        boolean pressed = state.bytes() > state.maxBytes() / 2;
        if (position > files.newest() && nowNs - newestAtNs >= afterNs(state, pressed)) {
            under = begin(position);
        } else if (pressed) {
            files.releaseUpTo(confirmed);
        }
    }

    private long afterNs(JournalState state, boolean pressed) {
        if (files.isFull(state)) {
            return LOOK_NS;
        }
        return pressed ? everyNs / PRESSED : everyNs;
    }

    private Under begin(long position) {
        Under begun = new Under(position);
        files.begin(position);
        for (Station station : stations) {
            begun.left.add(new Part(station.name(), station.beginExport()));
        }
        return begun;
    }

    private long goOn(Under now, long nowNs, long confirmed) {
        if (!now.left.isEmpty()) {
            export(now, nowNs + SLICE_NS);
        } else if (now.committing == null && confirmed >= now.position) {
            now.committing = files.commit(now.position, confirmed);
        } else if (now.committing != null && now.committing.isDone()) {
            newestAtNs = nowNs;
            under = null;
        }
        if (now.left.isEmpty()) {
            return LOOK_NS;
        }
        return files.hasRoom() ? 0 : SLICE_NS;
    }

    private void export(Under now, long untilNs) {
        while (!now.left.isEmpty() && files.hasRoom() && System.nanoTime() - untilNs < 0) {
            Part part = now.left.element();
            if (!now.named) {
                files.pipeline(part.pipeline());
                now.named = true;
            }
            if (!part.export().next(files::entry)) {
                now.left.remove();
                now.named = false;
            }
        }
    }

    /** Gives up the one that is being made, for a pipeline's state is not what it was. */
    void abandon() {
        if (under != null && !under.left.isEmpty()) {
            under.left.forEach(part -> part.export().abandon());
            files.abort();
            under = null;
        }
    }

    /** Makes a last one, if that can be done by then. */
    void finish(long position, long confirmed, long untilNs) {
        if (under != null && under.position < position) {
            abandon();
        }
        long failures = files.failures();
        while (System.nanoTime() - untilNs < 0
                && confirmed >= position
                && (under != null || position > files.newest())
                && files.failures() == failures) {
            if (under == null) {
                under = begin(position);
            }
            LockSupport.parkNanos(this, Math.min(SLICE_NS, goOn(under, System.nanoTime(), confirmed)));
        }
    }
}
