package io.twinbit.proof;

import static org.awaitility.Awaitility.await;

import io.twinbit.testing.OptionalTool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real broker with the settings under which the promises hold: it forgets no queued message ({@code max_queued_messages 0},
 * its default is 1,000), and it writes its sessions down when it is stopped ({@code persistence true}). A mosquitto that is
 * itself killed loses what it had acknowledged since its last snapshot; nobody behind it can mend that.
 */
final class Mosquitto implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final Path program = OptionalTool.program("mosquitto", "apt-get install mosquitto");
    private final Path folder;
    private final int port;
    private Process process;

    /** A broker that runs, and logs no packets. */
    Mosquitto(Path folder) throws IOException {
        this(folder, false);
    }

    /**
     * A broker that runs.
     *
     * @param logsPackets whether its log has every packet, for {@link #packets}
     */
    Mosquitto(Path folder, boolean logsPackets) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("mosquitto.conf"), String.join("\n",
                "listener " + port + " 127.0.0.1",
                "allow_anonymous true",
                "user " + System.getProperty("user.name"),
                "persistence true",
                "persistence_location " + folder + "/",
                "max_queued_messages 0",
                "log_type error",
                "log_type warning",
                "log_type notice",
                logsPackets ? "log_type debug" : "",
                ""));
        process = start();
    }

    int port() {
        return port;
    }

    /** Whether it runs. */
    boolean isUp() {
        return process.isAlive();
    }

    private Process start() throws IOException {
        Process started = new ProcessBuilder(program.toString(), "-c", folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> answers(started));
        return started;
    }

    private Path log() {
        return folder.resolve("mosquitto.log");
    }

    private boolean answers(Process started) throws IOException {
        if (!started.isAlive()) {
            throw new IllegalStateException("mosquitto ended: " + Files.readString(log()));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    void startAgain() throws IOException {
        process = start();
    }

    /** How many packets it logged that begin so: {@code Received PUBACK from CLIENT}. */
    long packets(String text) throws IOException {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.contains(text)).count();
        }
    }

    /** SIGTERM, at which it writes down what it has to keep. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("mosquitto does not end");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
