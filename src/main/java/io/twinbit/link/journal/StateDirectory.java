package io.twinbit.link.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder of all that must outlive the process, held by a lock for one process alone. The lock is the operating system's and
 * goes with the process, however it ends; the file stays, and says whose it was last.
 *
 * <pre>
 * state/lock          the holder's process id
 *       intake/       segments of the journal                                  NNN.twr
 *       checkpoints/  states of the pipelines, the newest and the one before   NNN.twc
 *       dead-letters/ messages that were put aside                             NNN.twr
 *       damaged/      files that were set aside; nothing here is ever deleted
 * </pre>
 */
public final class StateDirectory implements Closeable {
    private static final String LOCK = "lock";
    private static final int MAX_PID_BYTES = 20;
    /** Of this process: a second lock on the same file would be given back with the first one's. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel lock;

    private StateDirectory(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the folder, which is made when it is missing.
     *
     * @throws StateInUseException when another gateway has it
     */
    public static StateDirectory take(Path path) throws IOException {
        Files.createDirectories(path);
        Path folder = path.toRealPath();
        if (!HELD.add(folder)) {
            throw new StateInUseException(folder, String.valueOf(ProcessHandle.current().pid()));
        }
        try {
            return new StateDirectory(folder, lock(folder));
        } catch (IOException e) {
            HELD.remove(folder);
            throw e;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel file = FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() == null) {
                throw new StateInUseException(folder, holder(file));
            }
            say(file);
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Who holds it, as far as the disk has room for that: the lock is the operating system's. */
    private static void say(FileChannel file) {
        try {
            file.truncate(0);
            file.write(UTF_8.encode(ProcessHandle.current().pid() + "\n"));
        } catch (IOException e) {
            // a full disk is no reason not to start, for what lies on it can be worked off
        }
    }

    private static String holder(FileChannel file) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MAX_PID_BYTES);
        file.read(text, 0);
        return UTF_8.decode(text.flip()).toString().strip();
    }

    /** Its folders. */
    public Storage storage() {
        return new DiskStorage(folder);
    }

    @Override
    public void close() throws IOException {
        lock.close();
        HELD.remove(folder);
    }
}
