package io.twinbit.app.gateway;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The other end of sd_notify: a bound Unix datagram socket, as systemd has one. */
@SuppressWarnings("restricted")
final class NotifySocket implements AutoCloseable {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final int MSG_DONTWAIT = 0x40;

    private final MethodHandle recv =
            function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private final int fd;
    private final List<String> received = new ArrayList<>();

    NotifySocket(String address) throws Throwable {
        MethodHandle socket = function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        MethodHandle bind = function("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        fd = (int) socket.invokeExact(1, 2, 0);
        try (Arena arena = Arena.ofConfined()) {
            byte[] name = address.getBytes(StandardCharsets.UTF_8);
            int length = 2 + name.length + (address.startsWith("@") ? 0 : 1);
            MemorySegment to = arena.allocate(length);
            to.set(JAVA_SHORT_UNALIGNED, 0, (short) 1);
            MemorySegment.copy(name, 0, to, JAVA_BYTE, 2, name.length);
            if (address.startsWith("@")) {
                to.set(JAVA_BYTE, 2, (byte) 0);
            }
            int result = (int) bind.invokeExact(fd, to, length);
            if (fd < 0 || result != 0) {
                throw new IllegalStateException("cannot bind " + address);
            }
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
    }

    /** Everything that has come so far. */
    synchronized List<String> received() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(4096);
            while (true) {
                long length = (long) recv.invokeExact(fd, buffer, 4096L, MSG_DONTWAIT);
                if (length < 0) {
                    return List.copyOf(received);
                }
                received.add(new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8));
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        MethodHandle close = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        try {
            int ignored = (int) close.invokeExact(fd);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
