package io.twinbit.app.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT broker (Apache Artemis) inside this process, on the loopback address, without passwords: for the demo and the
 * tests. It can be stopped and started again on the same port, so that a test can take the broker away.
 *
 * <p>In memory, sessions and retained messages are gone after {@link #stop}; with a folder they are not.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final int port;
    private final @Nullable Path folder;
    private @Nullable EmbeddedActiveMQ server;

    private EmbeddedBroker(int port, @Nullable Path folder) {
        this.port = port == 0 ? freePort() : port;
        this.folder = folder;
    }

    /** Starts a broker that keeps everything in memory; port 0 picks a free one. */
    public static EmbeddedBroker inMemory(int port) {
        return started(new EmbeddedBroker(port, null));
    }

    /** Starts a broker that keeps sessions, queued and retained messages in {@code folder}; port 0 picks a free one. */
    public static EmbeddedBroker persistent(int port, Path folder) {
        return started(new EmbeddedBroker(port, folder));
    }

    private static EmbeddedBroker started(EmbeddedBroker broker) {
        broker.start();
        return broker;
    }

    public int port() {
        return port;
    }

    /** As the configuration's {@code mqtt.address} wants it. */
    public String address() {
        return "tcp://" + HOST + ":" + port;
    }

    /** Starts it, again after {@link #stop}; returns when it takes connections. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        EmbeddedActiveMQ starting = new EmbeddedActiveMQ().setConfiguration(configuration());
        try {
            starting.start();
        } catch (Exception e) {
            throw new IllegalStateException("embedded broker did not start on port " + port + ": " + e.getMessage(), e);
        }
        server = starting;
    }

    /** Stops it as if its machine went away; clients see their connection end. */
    public synchronized void stop() {
        EmbeddedActiveMQ stopping = server;
        server = null;
        if (stopping == null) {
            return;
        }
        try {
            stopping.stop();
        } catch (Exception e) {
            throw new IllegalStateException("embedded broker did not stop: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private Configuration configuration() {
        Configuration configuration = new ConfigurationImpl()
                .setName("twinbit-demo")
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setMessageCounterEnabled(false)
                .setGracefulShutdownEnabled(false)
                .setPersistenceEnabled(folder != null)
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration(acceptor());
        if (folder != null) {
            configuration
                    .setJournalType(JournalType.NIO)
                    .setJournalDirectory(folder.resolve("journal").toString())
                    .setBindingsDirectory(folder.resolve("bindings").toString())
                    .setLargeMessagesDirectory(folder.resolve("large").toString())
                    .setPagingDirectory(folder.resolve("paging").toString());
        }
        return configuration;
    }

    private TransportConfiguration acceptor() {
        Map<String, Object> parameters = Map.of(
                TransportConstants.HOST_PROP_NAME, HOST,
                TransportConstants.PORT_PROP_NAME, port,
                TransportConstants.PROTOCOLS_PROP_NAME, "MQTT");
        return new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters, "mqtt");
    }

    /** A port that is free now: chosen before the broker starts, so that it is known and stays the same over restarts. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port for the embedded broker: " + e.getMessage(), e);
        }
    }
}
