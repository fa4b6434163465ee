package io.twinbit.app.gateway;

import io.twinbit.flow.signal.Intake;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.journal.Checkpoint;
import io.twinbit.link.journal.CheckpointStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a pipeline throws: it is made anew as it was before the record (newest checkpoint, then the journal,
 * without a word to anybody), and tries once more. When it throws again the record is put aside for good, the pipeline is made
 * anew once more and goes on without it. No device loses anything but that record; each time spends of the {@link BugBudget}.
 *
 * <p>On the loop's thread.
 */
final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final JournalFeed feed;
    private final CheckpointStore checkpoints;
    private final Checkpointing checkpointing;
    private final BugBudget bugs;
    private final SystemdNotifier watchdog;

    Quarantine(
            JournalFeed feed,
            CheckpointStore checkpoints,
            Checkpointing checkpointing,
            BugBudget bugs,
            SystemdNotifier watchdog) {
        this.feed = feed;
        this.checkpoints = checkpoints;
        this.checkpointing = checkpointing;
        this.bugs = bugs;
        this.watchdog = watchdog;
    }

    /** As {@link Station#take}, and nothing is thrown but when it cannot go on. */
    List<OutboundMessage> take(Station station, Intake intake) {
        try {
            return station.take(intake);
        } catch (PipelineBugException bug) {
            LOG.error("a bug in {}: its state is made anew, and it tries once more", bug.getMessage(), bug);
            rebuild(station, intake.position());
            return takeAgain(station, intake);
        }
    }

    private List<OutboundMessage> takeAgain(Station station, Intake intake) {
        try {
            List<OutboundMessage> results = station.take(intake);
            bugs.spend(WallClock.nowUs(), new IllegalStateException("a pipeline threw once: position " + intake.position()));
            return results;
        } catch (PipelineBugException bug) {
            LOG.error("{}: it threw again; the record is put aside", bug.getMessage());
            putAside(station, intake, bug);
            rebuild(station, intake.position());
            return List.of();
        }
    }

    private void putAside(Station station, Intake intake, PipelineBugException bug) {
        try {
            station.putAside(intake, bug);
        } catch (IOException e) {
            LOG.warn("the record at {} is put aside, but not on the disk: {}", intake.position(), e.getMessage());
        }
        bugs.spend(WallClock.nowUs(), bug);
    }

    /** Leaves the station as it was before the record at this position, and the journal behind that. */
    private void rebuild(Station station, long position) {
        checkpointing.abandon();
        try {
            Checkpoint newest = checkpoints.newest().orElse(null);
            station.startFrom(newest);
            replay(station, newest == null ? -1 : newest.position(), position);
        } catch (IOException e) {
            throw new StateUnavailableException("a pipeline's state cannot be made anew", e);
        }
        feed.seek(position);
    }

    private void replay(Station station, long after, long before) throws IOException {
        feed.seek(after);
        for (Intake past = next(); past != null && past.position() < before; past = next()) {
            try {
                station.replay(past);
            } catch (PipelineBugException bug) {
                LOG.error("{}: what went well before; the pipeline goes on without any state", bug.getMessage(), bug);
                station.startFrom(null);
            }
        }
    }

    /** The next record, however long the disk takes to give it; null when there is none. */
    private @Nullable Intake next() {
        watchdog.turned(System.nanoTime());
        Intake next = feed.next(System.nanoTime());
        while (next == null && !feed.isReadable()) {
            LockSupport.parkNanos(this, WAIT_NS);
            watchdog.turned(System.nanoTime());
            next = feed.next(System.nanoTime());
        }
        return next;
    }
}
