package io.twinbit.link.journal;

import io.twinbit.link.RecordLayout;
import io.twinbit.link.journal.DeadLetterLog.Recovery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens what an earlier run left of the dead letters: keeps a copy of what is damaged, cuts the torn end of the last file. */
final class LetterRecovery {
    private final Storage storage;
    private final LetterFiles files;
    private final Damaged damaged;
    private final Consumer<StoredLetter> known;
    private final List<SetAside> setAside = new ArrayList<>();
    private long tornBytes;
    private @Nullable LetterFile openEnd;

    /** @param known is given every letter that is there */
    LetterRecovery(Storage storage, LetterFiles files, Consumer<StoredLetter> known) {
        this.storage = storage;
        this.files = files;
        this.damaged = new Damaged(storage);
        this.known = known;
    }

    Recovery run() throws IOException {
        files.removeUnfinished();
        List<String> names = files.names();
        for (String name : names) {
            boolean last = name.equals(names.getLast());
            LetterScan scan = scan(name, last);
            if (scan != null && last && scan.isAppendable()) {
                tornBytes = scan.fileBytes() - scan.end();
                openEnd = LetterFile.open(storage, name, scan.end());
            }
        }
        return new Recovery(tornBytes, setAside);
    }

    /** The last file, when it can be appended to. */
    @Nullable LetterFile openEnd() {
        return openEnd;
    }

    /** A file with letters, or null: then it is out of the way, or stays there unused. */
    private @Nullable LetterScan scan(String name, boolean last) {
        try (StoredFile file = storage.open(name)) {
            LetterScan scan = LetterScan.of(file, known);
            if (scan.letters() > 0) {
                noteDamage(name, file, scan, last);
                return scan;
            }
            if (scan.fileBytes() <= RecordLayout.FILE_HEADER_BYTES) {
                storage.delete(name);
            } else {
                move(name, scan.end(), "no letter in it is whole");
            }
        } catch (IOException e) {
            move(name, 0, "cannot be read: " + e.getMessage());
        }
        return null;
    }

    private void noteDamage(String name, StoredFile file, LetterScan scan, boolean last) {
        if (scan.damageAt() >= 0) {
            setAside.add(damaged.copy(name, file, scan.damageAt(), scan.damage()));
        } else if (!last && scan.fileBytes() > scan.end()) {
            setAside.add(damaged.copy(name, file, scan.end(), "bytes that are no dead letter"));
        }
    }

    private void move(String name, long offset, String reason) {
        try {
            setAside.add(damaged.move(name, offset, reason));
        } catch (IOException e) {
            setAside.add(new SetAside(name, offset, reason, name + ", for it cannot be moved: " + e.getMessage()));
        }
    }
}
