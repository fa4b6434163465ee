package io.twinbit.proof;

import io.twinbit.link.journal.Storage;
import io.twinbit.link.journal.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The real disk, with a hook before, within and after each operation on it. */
record HookedStorage(Storage disk, DiskHook hook) implements Storage {
    /** Something of a file's; {@code T} is what it gives. */
    private interface Doing<T> {
        T run() throws IOException;
    }

    private <T> T hooked(DiskOp op, String file, Doing<T> doing) throws IOException {
        hook.before(op, file);
        T done = doing.run();
        hook.after(op, file);
        return done;
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public StoredFile create(String name, long preallocatedBytes) throws IOException {
        return new HookedFile(name, hooked(DiskOp.CREATE, name, () -> disk.create(name, preallocatedBytes)));
    }

    @Override
    public StoredFile open(String name) throws IOException {
        return new HookedFile(name, disk.open(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        hooked(DiskOp.RENAME, from, () -> {
            disk.rename(from, to);
            return to;
        });
    }

    /** Of a file that is there; deleting one that is not is nothing. */
    @Override
    public void delete(String name) throws IOException {
        if (disk.list(name.substring(0, name.indexOf('/'))).contains(name)) {
            hooked(DiskOp.DELETE, name, () -> {
                disk.delete(name);
                return name;
            });
        }
    }

    @Override
    public void force(String folder) throws IOException {
        disk.force(folder);
    }

    private final class HookedFile implements StoredFile {
        private final String name;
        private final StoredFile file;

        HookedFile(String name, StoredFile file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public int read(ByteBuffer target, long offset) throws IOException {
            return hooked(DiskOp.READ, name, () -> file.read(target, offset));
        }

        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            hooked(DiskOp.WRITE, name, () -> {
                int half = source.remaining() / 2;
                file.write(source.slice(source.position(), half), offset);
                source.position(source.position() + half);
                hook.halfWritten(name);
                file.write(source, offset + half);
                return name;
            });
        }

        @Override
        public void force() throws IOException {
            hooked(DiskOp.FORCE, name, () -> {
                file.force();
                return name;
            });
        }

        @Override
        public void truncate(long bytes) throws IOException {
            hooked(DiskOp.TRUNCATE, name, () -> {
                file.truncate(bytes);
                return name;
            });
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
