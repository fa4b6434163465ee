package io.twinbit.link.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private static final String FOLDER = "checkpoints";
    private static final String ENDING = ".twc";
    private static final String UNFINISHED = ".new";

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
        for (String file : storage.list(FOLDER)) {
            if (file.endsWith(ENDING + UNFINISHED)) {
                storage.delete(file);
            }
        }
        for (String file : names(storage)) {
            store.look(position(file));
        }
        return store;
    }

    /** Of all checkpoints that are there, oldest first. */
    static List<String> names(Storage storage) throws IOException {
        return storage.list(FOLDER).stream()
                .filter(name -> name.matches(FOLDER + "/0\\d{19}" + ENDING))
                .toList();
    }

    static long position(String name) {
        return Long.parseLong(name.substring(FOLDER.length() + 1, name.length() - ENDING.length()));
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
        return new CheckpointWriter(this, position, storage.create(file(position) + UNFINISHED, 0));
    }

    void discard(long position) throws IOException {
        storage.delete(file(position) + UNFINISHED);
    }

    synchronized void commit(long position) throws IOException {
        storage.rename(file(position) + UNFINISHED, file(position));
        storage.force(FOLDER);
        positions.add(position);
        while (positions.size() > 2) {
            storage.delete(file(positions.first()));
            positions.pollFirst();
        }
    }

    /** Reads the file through; whole or not, the store knows then. */
    private synchronized Optional<Checkpoint> look(long position) {
        String file = file(position);
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

    private static String file(long position) {
        return String.format(Locale.ROOT, FOLDER + "/%020d" + ENDING, position);
    }
}
