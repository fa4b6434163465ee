package io.twinbit.link.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Files in memory, to be damaged at will; as {@link DiskStorage} otherwise. A copy is what another process would find. */
final class MemoryStorage implements Storage {
    private final Map<String, byte[]> files = new TreeMap<>();
    private Predicate<String> broken = _ -> false;

    MemoryStorage copy() {
        MemoryStorage copy = new MemoryStorage();
        copy.files.putAll(files);
        return copy;
    }

    /** Operations that fail from now on, as {@code force folder/file}. */
    void breakAt(Predicate<String> broken) {
        this.broken = broken;
    }

    private void attempt(String operation) throws IOException {
        if (broken.test(operation)) {
            throw new IOException("the disk is broken: " + operation);
        }
    }

    synchronized byte[] content(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    synchronized void put(String name, byte[] content) {
        files.put(name, content);
    }

    @Override
    public synchronized List<String> list(String folder) {
        return files.keySet().stream().filter(name -> name.startsWith(folder + "/")).toList();
    }

    @Override
    public synchronized StoredFile create(String name, long preallocatedBytes) throws IOException {
        attempt("create " + name);
        if (files.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        put(name, new byte[(int) preallocatedBytes]);
        return new MemoryFile(name);
    }

    @Override
    public synchronized StoredFile open(String name) throws IOException {
        if (!files.containsKey(name)) {
            throw new FileNotFoundException(name);
        }
        return new MemoryFile(name);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        attempt("rename " + from);
        byte[] content = files.remove(from);
        if (content == null) {
            throw new FileNotFoundException(from);
        }
        put(to, content);
    }

    @Override
    public synchronized void delete(String name) {
        files.remove(name);
    }

    @Override
    public void force(String folder) throws IOException {
        attempt("force " + folder);
    }

    /** Content is replaced, never changed, so that copies of the storage share it. */
    private final class MemoryFile implements StoredFile {
        private final String name;

        MemoryFile(String name) {
            this.name = name;
        }

        @Override
        public int read(ByteBuffer target, long offset) throws IOException {
            attempt("read " + name);
            byte[] content = content(name);
            int bytes = Math.clamp(content.length - offset, 0, target.remaining());
            target.put(content, (int) Math.min(offset, content.length), bytes);
            return bytes;
        }

        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            attempt("write " + name);
            byte[] content = content(name);
            int end = (int) offset + source.remaining();
            byte[] written = Arrays.copyOf(content, Math.max(content.length, end));
            source.get(written, (int) offset, source.remaining());
            put(name, written);
        }

        @Override
        public void force() throws IOException {
            attempt("force " + name);
        }

        @Override
        public void truncate(long bytes) throws IOException {
            attempt("truncate " + name);
            put(name, Arrays.copyOf(content(name), (int) bytes));
        }

        @Override
        public long size() {
            return content(name).length;
        }

        @Override
        public void close() {}
    }
}
