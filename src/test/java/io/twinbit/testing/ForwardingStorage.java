package io.twinbit.testing;

import io.twinbit.link.journal.Storage;
import io.twinbit.link.journal.StoredFile;
import java.io.IOException;
import java.util.List;

/** A storage that does what another does; a test says where it does not. */
public class ForwardingStorage implements Storage {
    private final Storage below;

    public ForwardingStorage(Storage below) {
        this.below = below;
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return below.list(folder);
    }

    @Override
    public StoredFile create(String name, long preallocatedBytes) throws IOException {
        return below.create(name, preallocatedBytes);
    }

    @Override
    public StoredFile open(String name) throws IOException {
        return below.open(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        below.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        below.delete(name);
    }

    @Override
    public void force(String folder) throws IOException {
        below.force(folder);
    }
}
