package io.twinbit.link.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT 5 broker that does what a test says, packet for packet, and nothing by itself but answer pings: for what a real
 * broker does too rarely (redelivery, refusals), or should not do at all (silence).
 *
 * <pre>
 * try (ScriptedBroker broker = new ScriptedBroker()) {
 *     ScriptedConnection client = broker.accept();   // the next connection
 *     client.expect(Packet.Connect.class);           // what it sends next, or the test fails
 *     client.connack();
 * }
 * </pre>
 */
final class ScriptedBroker implements AutoCloseable {
    /** For what takes milliseconds, on a machine that is busy. */
    static final long PATIENCE_S = 20;

    private final ServerSocket server;
    private final BlockingQueue<ScriptedConnection> arrived = new LinkedBlockingQueue<>();
    private final List<ScriptedConnection> all = new CopyOnWriteArrayList<>();
    private final Thread listener;

    ScriptedBroker() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** On a socket of the test's, e.g. one with TLS. */
    ScriptedBroker(ServerSocket server) {
        this.server = server;
        listener = Thread.ofPlatform().name("scripted-broker").daemon().start(this::listen);
    }

    String address() {
        return (server instanceof SSLServerSocket ? "ssl" : "tcp") + "://127.0.0.1:" + server.getLocalPort();
    }

    int port() {
        return server.getLocalPort();
    }

    private void listen() {
        try {
            while (true) {
                Socket socket = server.accept();
                ScriptedConnection connection = new ScriptedConnection(socket);
                all.add(connection);
                arrived.add(connection);
            }
        } catch (IOException e) {
            // closed: no more connections
        }
    }

    /** The next connection; the test fails when none comes. */
    ScriptedConnection accept() {
        ScriptedConnection next = acceptWithin(Duration.ofSeconds(PATIENCE_S));
        if (next == null) {
            throw new AssertionError("no connection came within " + PATIENCE_S + " s");
        }
        return next;
    }

    /** The next connection; null when none comes within this time. */
    @Nullable ScriptedConnection acceptWithin(Duration time) {
        try {
            return arrived.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The next connection, with CONNECT answered, and each SUBSCRIBE when it comes. */
    ScriptedConnection acceptClient(boolean sessionPresent) throws IOException {
        ScriptedConnection client = accept();
        client.expect(Packet.Connect.class);
        client.grantAll().connack(sessionPresent);
        return client;
    }

    /** The next connection, with CONNECT and SUBSCRIBE answered as any broker does. */
    ScriptedConnection acceptSubscriber(boolean sessionPresent) throws IOException {
        ScriptedConnection client = accept();
        client.expect(Packet.Connect.class);
        client.connack(sessionPresent);
        Packet.Subscribe subscribe = client.expect(Packet.Subscribe.class);
        int[] granted = new int[subscribe.filters().size()];
        Arrays.fill(granted, 1);
        client.suback(subscribe.id(), granted);
        return client;
    }

    /** How many connections came so far. */
    int connections() {
        return all.size();
    }

    /** When it returns, the port refuses connections. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            listener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (ScriptedConnection connection : all) {
            connection.drop();
        }
    }
}
