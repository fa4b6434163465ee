package io.twinbit.app.gateway;

import io.twinbit.link.journal.Storage;
import io.twinbit.link.journal.StoredFile;
import io.twinbit.testing.ForwardingStorage;
import java.io.IOException;

/** A storage whose files can be written, but for as long as the test says, not opened. */
final class UnreadableStorage extends ForwardingStorage {
    volatile boolean unreadable;

    UnreadableStorage(Storage disk) {
        super(disk);
    }

    @Override
    public StoredFile open(String name) throws IOException {
        if (unreadable) {
            throw new IOException("no such luck");
        }
        return super.open(name);
    }
}
