package io.twinbit.link.mqtt;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A mosquitto process on a free port of the loopback address. */
final class MosquittoBroker implements MqttContractTest.Broker {
    private final Path program;
    private final Path configuration;
    private final Path log;
    private final int port = MqttTests.freePort();
    private Process process;

    MosquittoBroker(Path program, Path folder) throws IOException {
        this.program = program;
        this.configuration = folder.resolve("mosquitto.conf");
        this.log = folder.resolve("mosquitto.log");
        Files.writeString(configuration, String.join("\n",
                "listener " + port + " 127.0.0.1",
                "allow_anonymous true",
                "user " + System.getProperty("user.name"), // started as root it would drop to a user that has no folder here
                "persistence true",
                "persistence_location " + folder + "/",
                "max_queued_messages 0",
                ""));
        start();
    }

    @Override
    public String address() {
        return "tcp://127.0.0.1:" + port;
    }

    @Override
    public void start() throws IOException {
        process = new ProcessBuilder(program.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        await().atMost(MqttTests.PATIENCE).until(this::answers);
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
