package io.twinbit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad network between clients and a server on this machine: it passes bytes on, until a test says what is to go wrong.
 * The server may be restarted behind it; a connection for which there is no server is reset at once.
 *
 * <pre>
 * try (FaultProxy network = new FaultProxy(brokerPort)) {
 *     connect(network.address());
 *     network.halfOpen();                                                // nobody is told that the line is dead
 *     network.resetAt(FaultProxy.Direction.TO_SERVER, 1_000);            // the next connection ends within a packet
 *     network.onPacket(FaultProxy.Direction.TO_SERVER, FaultProxy.PUBACK, 5, gateway::destroyForcibly);
 * }
 * </pre>
 *
 * <p>Methods may be called from any thread. What is set for all connections ({@link #delay}, {@link #throttle},
 * {@link #refuse}) holds until it is set otherwise; what ends connections concerns those that are open; the two traps
 * ({@link #resetAt}, {@link #onPacket}) spring once, on whichever connection comes to that point first.
 */
public final class FaultProxy implements AutoCloseable {
    /** Types of MQTT packets, for {@link #onPacket}. */
    public static final int CONNACK = 2;

    public static final int PUBLISH = 3;
    public static final int PUBACK = 4;
    public static final int SUBACK = 9;

    /** Which way bytes go. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private final int serverPort;
    private final ServerSocket listener;
    private final ProxyRules rules = new ProxyRules();
    private final List<ProxiedConnection> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile boolean refusing;

    /** A proxy on a free port of the loopback address. */
    public FaultProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("fault-proxy").start(this::listen);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String address() {
        return "tcp://127.0.0.1:" + port();
    }

    private void listen() {
        try {
            while (true) {
                take(listener.accept());
            }
        } catch (IOException e) {
            // closed: no more connections
        }
    }

    /** One at a time with what ends connections: who sees the server's side of one finds it among the open ones. */
    private synchronized void take(Socket client) {
        accepted.incrementAndGet();
        Socket server = new Socket();
        try {
            if (refusing) {
                throw new IOException("refused");
            }
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
            ProxiedConnection connection = new ProxiedConnection(client, server, rules, open::remove);
            open.add(connection);
            connection.start();
        } catch (IOException e) {
            ProxiedConnection.reset(client);
            ProxiedConnection.reset(server);
        }
    }

    /** Connections that clients made so far, refused ones included. */
    public int connections() {
        return accepted.get();
    }

    /** Connections that are open. */
    public int openConnections() {
        return open.size();
    }

    /** Bytes that were passed on so far. */
    public long bytes(Direction direction) {
        return rules.way(direction).passed.sum();
    }

    /** New connections are reset at once, as long as this is set; open ones go on. */
    public void refuse(boolean on) {
        refusing = on;
    }

    /** Every byte arrives so much later; throughput stays. */
    public void delay(Duration time) {
        rules.delayNs = time.toNanos();
    }

    /** At most so many bytes a second each way of each connection; 0: no limit. */
    public void throttle(long bytesPerS) {
        rules.bytesPerS = bytesPerS;
    }

    /** Ends all connections in good order (FIN), with what is under way lost. */
    public synchronized void drop() {
        open.forEach(ProxiedConnection::drop);
    }

    /** Ends all connections with a reset. */
    public synchronized void reset() {
        open.forEach(ProxiedConnection::reset);
    }

    /** All connections stay open on both sides, and whatever is sent over them is lost from now on. */
    public synchronized void halfOpen() {
        open.forEach(ProxiedConnection::swallow);
    }

    /** All connections stay open, and nothing is read from them any more: when the buffers are full, senders block. */
    public synchronized void stall() {
        open.forEach(ProxiedConnection::stall);
    }

    /** The first connection over which so many bytes went this way is reset after exactly these. */
    public void resetAt(Direction direction, long bytes) {
        rules.way(direction).resetAt.set(bytes);
    }

    /**
     * When the {@code nth} packet of this type, counted from now over all connections, has come: it is not passed on,
     * {@code action} runs, and its connection is reset. What came before it is passed on first.
     */
    public void onPacket(Direction direction, int packetType, int nth, Runnable action) {
        rules.way(direction).trap.set(new ProxyRules.Trap(packetType, new AtomicInteger(nth), action));
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
    }
}
