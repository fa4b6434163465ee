package io.twinbit.link.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The states of all pipelines at a position, in {@code checkpoints/<20 digits of the position>.twc}. One is written under the
 * name {@code .twc.new}, forced and renamed, so a file that has its name is whole unless the disk damaged it; the one before
 * is kept for that case. What the journal holds above {@link #previousPosition} makes up for the newest one's loss.
 *
 * <p>Any thread may call; one checkpoint is written at a time.
 */
public final class CheckpointStore {
    static final PositionNames NAMES = new PositionNames("checkpoints", ".twc");

    private final Storage storage;
    private final Damaged damaged;
    /** Of the checkpoints that were whole when last looked at. */
    private final TreeSet<Long> positions = new TreeSet<>();
    private final List<SetAside> setAside = new ArrayList<>();

    private CheckpointStore(Storage storage) {
        this.storage = storage;
        this.damaged = new Damaged(storage);
    }

    /** Looks at all that is there: removes what was not finished, sets aside what is damaged. */
    public static CheckpointStore open(Storage storage) throws IOException {
        CheckpointStore store = new CheckpointStore(storage);
        NAMES.removeUnfinished(storage);
        for (String file : NAMES.list(storage)) {
            store.look(NAMES.position(file));
        }
        return store;
    }

    /** The newest whole checkpoint; one that turns out damaged is set aside, and the one before it taken. */
    public synchronized Optional<Checkpoint> newest() {
        Optional<Checkpoint> newest = Optional.empty();
        while (newest.isEmpty() && !positions.isEmpty()) {
            newest = look(positions.last());
        }
        return newest;
    }

    /** Of the second newest checkpoint; -1 when there is none, and nothing may be forgotten. */
    public synchronized long previousPosition() {
        Long previous = positions.isEmpty() ? null : positions.lower(positions.last());
        return previous == null ? -1 : previous;
    }

    /** The damaged ones found since the store was opened. */
    public synchronized List<SetAside> setAside() {
        return List.copyOf(setAside);
    }

    /** Begins a checkpoint of all intake up to a position; one of the same position is replaced on commit. */
    public synchronized CheckpointWriter begin(long position) throws IOException {
        if (position < 0 || (!positions.isEmpty() && position < positions.last())) {
            throw new IllegalArgumentException("a checkpoint at " + position + " after that at " + positions);
        }
        discard(position);
        return new CheckpointWriter(this, position, storage.create(NAMES.of(position) + PositionNames.UNFINISHED, 0));
    }

    void discard(long position) throws IOException {
        storage.delete(NAMES.of(position) + PositionNames.UNFINISHED);
    }

    synchronized void commit(long position) throws IOException {
        storage.rename(NAMES.of(position) + PositionNames.UNFINISHED, NAMES.of(position));
        storage.force(NAMES.folder());
        positions.add(position);
        while (positions.size() > 2) {
            storage.delete(NAMES.of(positions.first()));
            positions.pollFirst();
        }
    }

    /** Reads the file through; whole or not, the store knows then. */
    private synchronized Optional<Checkpoint> look(long position) {
        String file = NAMES.of(position);
        positions.remove(position);
        try (StoredFile open = storage.open(file)) {
            CheckpointScan scan = CheckpointScan.of(open, position);
            if (scan.fault().isEmpty()) {
                positions.add(position);
                return Optional.of(new Checkpoint(storage, file, position, scan.sections()));
            }
            setAside(file, scan.offset(), scan.fault());
        } catch (IOException e) {
            setAside(file, 0, "cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private void setAside(String file, long offset, String reason) {
        try {
            setAside.add(damaged.move(file, offset, reason));
        } catch (IOException e) {
            setAside.add(new SetAside(file, offset, reason, file + ", for it cannot be moved: " + e.getMessage()));
        }
    }
}
