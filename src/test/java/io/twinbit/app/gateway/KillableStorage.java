package io.twinbit.app.gateway;

import io.twinbit.link.journal.Storage;
import io.twinbit.link.journal.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A storage whose process can end at any moment: from then on nothing that is asked of it is done, and who asks ends too. */
final class KillableStorage implements Storage {
    /** Ends the thread that it is thrown on. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Storage disk;
    private volatile boolean killed;

    KillableStorage(Storage disk) {
        this.disk = disk;
    }

    void kill() {
        killed = true;
    }

    void live() {
        if (killed) {
            throw new Killed();
        }
    }

    @Override
    public List<String> list(String folder) throws IOException {
        live();
        return disk.list(folder);
    }

    @Override
    public StoredFile create(String name, long preallocatedBytes) throws IOException {
        live();
        return new File(disk.create(name, preallocatedBytes));
    }

    @Override
    public StoredFile open(String name) throws IOException {
        live();
        return new File(disk.open(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        live();
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        live();
        disk.delete(name);
    }

    @Override
    public void force(String folder) throws IOException {
        live();
        disk.force(folder);
    }

    private final class File implements StoredFile {
        private final StoredFile file;

        File(StoredFile file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer target, long offset) throws IOException {
            live();
            return file.read(target, offset);
        }

        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            live();
            file.write(source, offset);
        }

        @Override
        public void force() throws IOException {
            live();
            file.force();
        }

        @Override
        public void truncate(long bytes) throws IOException {
            live();
            file.truncate(bytes);
        }

        @Override
        public long size() throws IOException {
            live();
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
