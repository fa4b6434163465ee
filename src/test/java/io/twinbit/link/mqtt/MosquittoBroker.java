package io.twinbit.link.mqtt;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A mosquitto process on a free port of the loopback address. */
final class MosquittoBroker implements MqttContractTest.Broker {
    private final Path program;
    private final Path configuration;
    private final Path log;
    private final String scheme;
    private final int port = MqttTests.freePort();
    private Process process;

    /** Anyone may come, without TLS. */
    MosquittoBroker(Path program, Path folder) throws IOException {
        this(program, folder, "tcp", List.of("allow_anonymous true"));
    }

    /**
     * A broker of the test's configuration.
     *
     * @param listener lines about the one listener
     */
    MosquittoBroker(Path program, Path folder, String scheme, List<String> listener) throws IOException {
        this.scheme = scheme;
        this.program = program;
        this.configuration = folder.resolve("mosquitto.conf");
        this.log = folder.resolve("mosquitto.log");
        Files.writeString(configuration, String.join("\n",
                "listener " + port + " 127.0.0.1",
                String.join("\n", listener),
                "user " + System.getProperty("user.name"), // started as root it would drop to a user that has no folder here
                "persistence true",
                "persistence_location " + folder + "/",
                "max_queued_messages 0",
                ""));
        start();
    }

    @Override
    public String address() {
        return scheme + "://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    @Override
    public void start() throws IOException {
        process = new ProcessBuilder(program.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        await().pollInterval(Duration.ofMillis(10)).atMost(MqttTests.PATIENCE).until(this::answers);
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("mosquitto ended: " + Files.readString(log));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGTERM, at which it writes down what it has to keep. */
    @Override
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(MqttTests.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("mosquitto does not end");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
