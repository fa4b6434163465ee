package io.twinbit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.testing.FaultProxy.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // nothing else ends the read of a socket
class FaultProxyTest {
    private static final int SILENCE_MS = 100;

    private ServerSocket listener;
    private FaultProxy proxy;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        proxy = new FaultProxy(listener.getLocalPort());
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        server = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        listener.close();
        client.close();
        server.close();
    }

    private static void send(Socket from, byte... bytes) throws IOException {
        from.getOutputStream().write(bytes);
    }

    private static void assertArrives(Socket at, byte... bytes) throws IOException {
        assertArrayEquals(bytes, at.getInputStream().readNBytes(bytes.length));
    }

    private static void assertReset(Socket at) {
        SocketException end = assertThrows(SocketException.class, () -> at.getInputStream().read());
        assertTrue(end.toString().contains("reset"), end.toString());
    }

    private static void assertSilent(Socket at) throws IOException {
        at.setSoTimeout(SILENCE_MS);
        assertThrows(SocketTimeoutException.class, () -> at.getInputStream().read());
        at.setSoTimeout(0);
    }

    @Test
    void passesBothWays() throws IOException {
        send(client, "ping".getBytes(UTF_8));
        assertArrives(server, "ping".getBytes(UTF_8));
        send(server, "pong!".getBytes(UTF_8));
        assertArrives(client, "pong!".getBytes(UTF_8));
        assertEquals(4, proxy.bytes(Direction.TO_SERVER));
        assertEquals(5, proxy.bytes(Direction.TO_CLIENT));
    }

    @Test
    void theEndOfOneSideIsTheEndOfTheOther() throws IOException {
        send(client, (byte) 1);
        client.close();
        assertArrives(server, (byte) 1);
        assertEquals(-1, server.getInputStream().read());
    }

    @Test
    void dropsAndResets() throws IOException {
        proxy.drop();
        assertEquals(-1, client.getInputStream().read());
        assertEquals(-1, server.getInputStream().read());
        try (Socket second = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
                Socket itsServer = listener.accept()) {
            proxy.reset();
            assertReset(second);
            assertReset(itsServer);
        }
        assertEquals(2, proxy.connections());
        assertEquals(0, proxy.openConnections());
    }

    @Test
    void aHalfOpenConnectionTellsNobody() throws IOException {
        proxy.halfOpen();
        send(client, (byte) 1);
        send(server, (byte) 2);
        assertSilent(server);
        assertSilent(client);
        assertEquals(1, proxy.openConnections());
    }

    @Test
    void aStalledConnectionBlocksItsSender() throws Exception {
        proxy.stall();
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
            try {
                send(client, new byte[64 << 20]);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertSilent(server);
        assertThrows(TimeoutException.class, () -> written.get(SILENCE_MS, TimeUnit.MILLISECONDS));
    }

    @Test
    void refusesWhileItIsTold() throws IOException {
        proxy.refuse(true);
        try (Socket refused = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            assertReset(refused);
        }
        proxy.refuse(false);
        try (Socket taken = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
                Socket itsServer = listener.accept()) {
            send(taken, (byte) 3);
            assertArrives(itsServer, (byte) 3);
        }
    }

    @Test
    void aDelayMakesBytesLateAndNotFew() throws IOException {
        proxy.delay(Duration.ofMillis(100));
        long startNs = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            send(client, new byte[50_000]);
        }
        server.getInputStream().readNBytes(250_000);
        Duration taken = Duration.ofNanos(System.nanoTime() - startNs);
        assertTrue(taken.toMillis() >= 100, taken.toString());
    }

    @Test
    void aThrottledConnectionIsSlow() throws IOException {
        proxy.throttle(10_000);
        long startNs = System.nanoTime();
        send(client, new byte[2_000]);
        server.getInputStream().readNBytes(2_000);
        Duration taken = Duration.ofNanos(System.nanoTime() - startNs);
        assertTrue(taken.toMillis() >= 170, taken.toString());
    }

    @Test
    void resetsAfterExactlySoManyBytes() throws IOException {
        proxy.resetAt(Direction.TO_CLIENT, 5);
        send(server, "12".getBytes(UTF_8));
        InputStream in = client.getInputStream();
        assertArrayEquals("12".getBytes(UTF_8), in.readNBytes(2));
        send(server, "3456789".getBytes(UTF_8));
        assertThrows(SocketException.class, () -> in.readNBytes(4));
        assertEquals(5, proxy.bytes(Direction.TO_CLIENT));
    }

    @Test
    void findsThePacketHoweverItIsCut() throws Exception {
        byte[] packets = {0x40, 2, 0, 1, 0x30, (byte) 0x84, 0, 0x40, 0x40, 0x40, 0x40, 0x40};
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        proxy.onPacket(Direction.TO_SERVER, FaultProxy.PUBACK, 2, () -> seen.complete(true));
        for (byte one : packets) {
            send(client, one);
            Thread.sleep(2);
        }
        assertTrue(seen.get());
        assertReset(client);
        assertEquals(11, proxy.bytes(Direction.TO_SERVER));
    }
}
