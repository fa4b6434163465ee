package io.twinbit.link.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A {@link Storage} below a folder of this machine. Threads that use it must not be interrupted: that would close the file. */
public final class DiskStorage implements Storage {
    private final Path root;

    public DiskStorage(Path root) {
        this.root = root;
    }

    /** Files to be looked at: nothing can be made, changed or removed through it, whoever is writing them. */
    public static Storage readOnly(Path root) {
        return new ReadOnly(new DiskStorage(root));
    }

    @Override
    public List<String> list(String folder) throws IOException {
        Path path = root.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile).map(f -> folder + "/" + f.getFileName()).sorted().toList();
        }
    }

    @Override
    public StoredFile create(String name, long preallocatedBytes) throws IOException {
        Path path = root.resolve(name);
        makeFolder(path);
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (preallocatedBytes > 0) {
                Preallocation.reserve(path, channel, preallocatedBytes);
            }
            return new DiskFile(channel);
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private void makeFolder(Path file) throws IOException {
        Path folder = file.resolveSibling("");
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            forceFolder(root);
        }
    }

    @Override
    public StoredFile open(String name) throws IOException {
        return new DiskFile(
                FileChannel.open(root.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Path target = root.resolve(to);
        makeFolder(target);
        Files.move(root.resolve(from), target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(root.resolve(name));
    }

    @Override
    public void force(String folder) throws IOException {
        forceFolder(root.resolve(folder));
    }

    private static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record ReadOnly(DiskStorage disk) implements Storage {
        @Override
        public List<String> list(String folder) throws IOException {
            return disk.list(folder);
        }

        @Override
        public StoredFile open(String name) throws IOException {
            return new DiskFile(FileChannel.open(disk.root.resolve(name), StandardOpenOption.READ));
        }

        @Override
        public StoredFile create(String name, long preallocatedBytes) {
            throw new UnsupportedOperationException("create " + name);
        }

        @Override
        public void rename(String from, String to) {
            throw new UnsupportedOperationException("rename " + from);
        }

        @Override
        public void delete(String name) {
            throw new UnsupportedOperationException("delete " + name);
        }

        @Override
        public void force(String folder) {
            throw new UnsupportedOperationException("force " + folder);
        }
    }

    private record DiskFile(FileChannel channel) implements StoredFile {
        @Override
        public int read(ByteBuffer target, long offset) throws IOException {
            int start = target.position();
            while (target.hasRemaining()) {
                if (channel.read(target, offset + target.position() - start) < 0) {
                    break;
                }
            }
            return target.position() - start;
        }

        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            int start = source.position();
            while (source.hasRemaining()) {
                channel.write(source, offset + source.position() - start);
            }
        }

        /** Data and the size, and not times: the file's blocks and their state are forced with them (fdatasync(2)). */
        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long bytes) throws IOException {
            channel.truncate(bytes);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
