package io.twinbit.link.journal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Reserves a file's blocks before they are written: {@code posix_fallocate} of libc, which the JDK does not offer. A journal
 * then hears of a full disk when it makes a segment, and a force need not write the file's size.
 */
final class Preallocation {
    private static final int O_RDWR_CLOEXEC = 2 | 0x80000;
    private static final int ENOSPC = 28;
    private static final int EDQUOT = 122;

    private static final Linker LINKER = Linker.nativeLinker();
    // int open(const char *path, int flags, ...)
    private static final MethodHandle OPEN =
            function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    // int posix_fallocate(int fd, off_t offset, off_t length): 0 or the error's number
    private static final MethodHandle FALLOCATE =
            function("posix_fallocate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
    // int close(int fd)
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private Preallocation() {}

    @SuppressWarnings("restricted") // calling libc is what this class is for
    private static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
    }

    /** Makes the empty file so many zeros long; where blocks cannot be reserved, it only has the length. */
    static void reserve(Path path, FileChannel channel, long bytes) throws IOException {
        int error = fallocate(path, bytes);
        if (error == ENOSPC || error == EDQUOT) {
            throw new IOException(path + ": no room for " + bytes + " bytes: "
                    + (error == ENOSPC ? "No space left on device" : "Disk quota exceeded"));
        }
        if (channel.size() < bytes) {
            channel.write(ByteBuffer.allocate(1), bytes - 1);
        }
    }

    private static int fallocate(Path path, long bytes) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int fd = (int) OPEN.invokeExact(arena.allocateFrom(path.toString()), O_RDWR_CLOEXEC);
            if (fd < 0) {
                return fd;
            }
            try {
                return (int) FALLOCATE.invokeExact(fd, 0L, bytes);
            } finally {
                int ignored = (int) CLOSE.invokeExact(fd);
            }
        } catch (Throwable e) { // what MethodHandle.invokeExact declares
            throw new IOException("cannot call libc", e);
        }
    }
}
