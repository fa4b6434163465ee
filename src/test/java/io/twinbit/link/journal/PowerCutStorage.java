package io.twinbit.link.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk with a cache, as POSIX allows one: what was not forced is lost, torn or reordered when the power goes; names last
 * when their folder was forced. The power goes before step number {@code cutBefore}; all later steps fail.
 */
final class PowerCutStorage implements Storage {
    /** What a step throws, and all that follow, when the power is gone. */
    static final class PowerIsGone extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Says which steps fail, as a disk does: the program goes on. */
    interface Faults {
        boolean fails(int step);
    }

    private interface Naming {
        void apply(Map<String, Inode> names);
    }

    private final Map<String, Inode> now = new TreeMap<>();
    private final Map<String, Inode> disk = new TreeMap<>();
    /** By folder: naming is journalled in order. */
    private final Map<String, List<Naming>> unforced = new HashMap<>();
    private final Random chance;
    private final int cutBefore;
    private Faults faults = step -> false;
    private int steps;

    /** A disk with these files on it. */
    PowerCutStorage(Map<String, byte[]> files, int cutBefore, Random chance) {
        this.cutBefore = cutBefore;
        this.chance = chance;
        files.forEach((name, content) -> {
            Inode inode = new Inode();
            inode.resize(content.length);
            inode.write(ByteBuffer.wrap(content), 0);
            inode.force();
            now.put(name, inode);
            disk.put(name, inode);
        });
    }

    void failing(Faults which) {
        faults = which;
    }

    int steps() {
        return steps;
    }

    /**
     * What the next start finds.
     *
     * @param kept how likely something that was not forced is there; 0 and 1 are sure
     */
    Map<String, byte[]> afterPowerCut(double kept) {
        Map<String, Inode> names = new TreeMap<>(disk);
        for (List<Naming> folder : unforced.values()) {
            int count = kept == 0 ? 0 : kept == 1 ? folder.size() : chance.nextInt(folder.size() + 1);
            folder.subList(0, count).forEach(naming -> naming.apply(names));
        }
        Map<String, byte[]> files = new TreeMap<>();
        names.forEach((name, inode) -> files.put(name, inode.afterPowerCut(chance, kept)));
        return files;
    }

    private boolean step() throws IOException {
        if (steps >= cutBefore) {
            throw new PowerIsGone();
        }
        return faults.fails(steps++);
    }

    private void name(String folder, Naming naming) {
        naming.apply(now);
        unforced.computeIfAbsent(folder, _ -> new ArrayList<>()).add(naming);
    }

    private static String folderOf(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    @Override
    public List<String> list(String folder) {
        return now.keySet().stream().filter(n -> n.startsWith(folder + "/")).toList();
    }

    @Override
    public StoredFile create(String name, long preallocatedBytes) throws IOException {
        if (step()) {
            throw new IOException("No space left on device");
        }
        if (now.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        Inode inode = new Inode();
        name(folderOf(name), names -> names.put(name, inode));
        inode.resize((int) preallocatedBytes);
        return new CachedFile(inode);
    }

    @Override
    public StoredFile open(String name) throws IOException {
        Inode inode = now.get(name);
        if (inode == null) {
            throw new FileNotFoundException(name);
        }
        return new CachedFile(inode);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Inode inode = now.get(from);
        if (step() || inode == null) {
            throw new IOException("cannot rename " + from);
        }
        name(folderOf(to), names -> {
            names.remove(from);
            names.put(to, inode);
        });
    }

    @Override
    public void delete(String name) throws IOException {
        if (step()) {
            throw new IOException("cannot delete " + name);
        }
        name(folderOf(name), names -> names.remove(name));
    }

    @Override
    public void force(String folder) throws IOException {
        if (step()) {
            throw new IOException("cannot force " + folder);
        }
        List<Naming> done = unforced.remove(folder);
        if (done != null) {
            done.forEach(naming -> naming.apply(disk));
        }
    }

    private final class CachedFile implements StoredFile {
        private final Inode inode;

        CachedFile(Inode inode) {
            this.inode = inode;
        }

        @Override
        public int read(ByteBuffer target, long offset) {
            int bytes = Math.clamp(inode.now().length - offset, 0, target.remaining());
            target.put(inode.now(), (int) Math.min(offset, inode.now().length), bytes);
            return bytes;
        }

        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            if (step()) {
                ByteBuffer half = source.slice(source.position(), source.remaining() / 2);
                inode.write(half, (int) offset);
                throw new IOException("Input/output error");
            }
            inode.write(source, (int) offset);
        }

        @Override
        public void force() throws IOException {
            if (step()) {
                inode.failToForce(chance);
                throw new IOException("Input/output error");
            }
            inode.force();
        }

        @Override
        public void truncate(long bytes) throws IOException {
            if (step()) {
                throw new IOException("Input/output error");
            }
            inode.resize((int) bytes);
        }

        @Override
        public long size() {
            return inode.now().length;
        }

        @Override
        public void close() {}
    }
}
