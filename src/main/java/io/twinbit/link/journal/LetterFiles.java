package io.twinbit.link.journal;

import io.twinbit.link.Frame;
import io.twinbit.link.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The files {@code dead-letters/<20 digits>.twr}. The digits order them: they are the position of the first letter when that is
 * greater than the file's before it, else one more than its.
 */
final class LetterFiles {
    private static final PositionNames NAMES = new PositionNames("dead-letters", ".twr");

    private final Storage storage;

    LetterFiles(Storage storage) {
        this.storage = storage;
    }

    /** Oldest first. */
    List<String> names() throws IOException {
        return NAMES.list(storage);
    }

    void read(Consumer<StoredLetter> letters) throws IOException {
        for (String name : names()) {
            try {
                scan(name, letters);
            } catch (IOException e) {
                if (names().contains(name)) { // else it made room a moment ago
                    throw e;
                }
            }
        }
    }

    private LetterScan scan(String name, Consumer<StoredLetter> letters) throws IOException {
        try (StoredFile file = storage.open(name)) {
            return LetterScan.of(file, letters);
        }
    }

    /** Removes what was being written when the power went. */
    void removeUnfinished() throws IOException {
        NAMES.removeUnfinished(storage);
    }

    /** Deletes the oldest files until all together have so many bytes; answers how many letters were in them. */
    long makeRoom(long maxBytes) throws IOException {
        List<String> names = names();
        long[] bytes = new long[names.size()];
        long sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            try (StoredFile file = storage.open(names.get(i))) {
                bytes[i] = file.size();
            }
            sum += bytes[i];
        }
        long letters = 0;
        for (int i = 0; i < bytes.length && sum > maxBytes; i++) {
            letters += scan(names.get(i), _ -> { }).letters();
            storage.delete(names.get(i));
            sum -= bytes[i];
        }
        return letters;
    }

    /** A new file behind all others, for a letter of this position. */
    LetterFile create(long position) throws IOException {
        List<String> names = names();
        long number = names.isEmpty() ? position : Math.max(position, NAMES.position(names.getLast()) + 1);
        LetterFile created = LetterFile.create(storage, NAMES.of(number));
        try {
            storage.force(NAMES.folder());
            return created;
        } catch (IOException e) {
            discard(created, e);
            throw e;
        }
    }

    /** A new file that takes over what the failed one could not make durable. The failed one is left then. */
    LetterFile createAfter(LetterFile failed) throws IOException {
        LetterFile created = create(0);
        try {
            created.takeOver(failed);
        } catch (IOException e) {
            discard(created, e);
            throw e;
        }
        failed.abandon();
        return created;
    }

    private void discard(LetterFile created, IOException because) {
        try {
            created.close();
            storage.delete(created.name());
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /** Takes letters out, file by file, each in one step. No file may be open. */
    int remove(Predicate<StoredLetter> chosen) throws IOException {
        int removed = 0;
        for (String name : names()) {
            List<StoredLetter> kept = new ArrayList<>();
            int letters = scan(name, letter -> {
                        if (!chosen.test(letter)) {
                            kept.add(letter);
                        }
                    })
                    .letters();
            if (kept.isEmpty()) {
                storage.delete(name);
            } else if (kept.size() < letters) {
                replace(name, kept);
            }
            removed += letters - kept.size();
        }
        storage.force(NAMES.folder());
        return removed;
    }

    private void replace(String name, List<StoredLetter> letters) throws IOException {
        storage.delete(name + PositionNames.UNFINISHED);
        try (LetterFile file = LetterFile.create(storage, name + PositionNames.UNFINISHED)) {
            for (StoredLetter letter : letters) {
                Frame frame = letter.frame(RecordLayout.MAX_RECORD_BYTES);
                ByteBuffer record = ByteBuffer.allocate(frame.bytes());
                RecordLayout.write(frame, record);
                file.append(record.flip());
            }
            file.force();
        }
        storage.rename(name + PositionNames.UNFINISHED, name);
    }
}
