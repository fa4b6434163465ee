package io.twinbit.app.gateway;

import io.twinbit.link.journal.Storage;
import io.twinbit.link.journal.StoredFile;
import java.io.IOException;
import java.util.List;

/** A storage whose files can be written, but for as long as the test says, not opened. */
final class UnreadableStorage implements Storage {
    volatile boolean unreadable;
    private final Storage disk;

    UnreadableStorage(Storage disk) {
        this.disk = disk;
    }

    @Override
    public StoredFile open(String name) throws IOException {
        if (unreadable) {
            throw new IOException("no such luck");
        }
        return disk.open(name);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public StoredFile create(String name, long preallocatedBytes) throws IOException {
        return disk.create(name, preallocatedBytes);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(name);
    }

    @Override
    public void force(String folder) throws IOException {
        disk.force(folder);
    }
}
