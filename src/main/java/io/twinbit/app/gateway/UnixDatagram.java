package io.twinbit.app.gateway;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to a Unix socket, which the JDK cannot (it has stream sockets only): {@code socket}, {@code sendto}
 * and {@code close} of libc on Linux. An address that begins with {@code @} is in the abstract namespace: its first byte
 * is 0 on the wire, and its length ends with the name, while a path carries its final 0 (unix(7)).
 */
final class UnixDatagram {
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 0x80002;
    private static final int MSG_NOSIGNAL = 0x4000;
    /** Bytes of {@code sun_path}. */
    private static final int MAX_ADDRESS_BYTES = 108;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO_KEPT = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

    // int socket(int domain, int type, int protocol)
    private final MethodHandle socket = function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    // ssize_t sendto(int fd, const void *bytes, size_t length, int flags, const struct sockaddr *to, socklen_t to_length)
    private final MethodHandle sendto = function(
            "sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    // int close(int fd)
    private final MethodHandle close = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final String address;

    UnixDatagram(String address) {
        this.address = address;
    }

    @SuppressWarnings("restricted") // calling libc is what this class is for
    private static MethodHandle function(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, ERRNO_KEPT);
    }

    void send(String text) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            send(arena, text);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) { // what MethodHandle.invokeExact declares
            throw new IOException("cannot call libc", e);
        }
    }

    private void send(Arena arena, String text) throws Throwable {
        MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
        MemorySegment to = socketAddress(arena);
        MemorySegment bytes = arena.allocateFrom(text);
        int fd = (int) socket.invokeExact(errno, (int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
        check(fd, "socket", errno);
        try {
            long sent = (long) sendto.invokeExact(
                    errno, fd, bytes, bytes.byteSize() - 1, MSG_NOSIGNAL, to, (int) to.byteSize());
            check(sent, "sendto", errno);
        } finally {
            int ignored = (int) close.invokeExact(errno, fd);
        }
    }

    /** {@code struct sockaddr_un}: family, then the path. */
    private MemorySegment socketAddress(Arena arena) throws IOException {
        boolean inNamespace = address.startsWith("@");
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        int length = name.length + (inNamespace ? 0 : 1);
        if (length > MAX_ADDRESS_BYTES) {
            throw new IOException("the socket's name has " + length + " bytes, at most " + MAX_ADDRESS_BYTES + " fit");
        }
        MemorySegment to = arena.allocate(Short.BYTES + length);
        to.set(JAVA_SHORT_UNALIGNED, 0, AF_UNIX);
        MemorySegment.copy(name, 0, to, JAVA_BYTE, Short.BYTES, name.length);
        if (inNamespace) {
            to.set(JAVA_BYTE, Short.BYTES, (byte) 0);
        }
        return to;
    }

    private void check(long result, String function, MemorySegment errno) throws IOException {
        if (result < 0) {
            throw new IOException(function + " to " + address + ": errno " + (int) ERRNO.get(errno, 0L));
        }
    }
}
