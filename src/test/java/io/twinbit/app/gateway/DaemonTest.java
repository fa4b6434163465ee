package io.twinbit.app.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.demo.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code twinbit run} as a process of its own, as systemd starts and stops it. */
class DaemonTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern PAGE = Pattern.compile("ready: page (\\S+),");
    private static final Path DEMO = Path.of("demo/machine-vibration").toAbsolutePath();
    private static final String NOBODY = "tcp://127.0.0.1:1";

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void kill() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void tellsSystemdAllAlongAndEndsWithTheSignal() throws Throwable {
        String address = folder.resolve("notify").toString();
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory(0);
                NotifySocket systemd = new NotifySocket(address)) {
            Process daemon = run(broker.address(), 0, address);
            await().atMost(PATIENCE).until(() -> systemd.received().stream().anyMatch(m -> m.startsWith("READY=1\n")));
            await().atMost(PATIENCE).until(() -> systemd.received().contains("STATUS=mqtt-in up, mqtt-out up"));
            await().atMost(PATIENCE).until(() -> systemd.received().stream().filter("WATCHDOG=1"::equals).count() >= 3);
            daemon.destroy();
            assertTrue(daemon.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, daemon.exitValue(), this::said);
            List<String> atTheEnd = systemd.received().stream().dropWhile(m -> !m.startsWith("STOPPING=1\n")).toList();
            assertFalse(atTheEnd.isEmpty(), () -> systemd.received().toString());
            assertTrue(atTheEnd.stream().skip(1).allMatch("WATCHDOG=1"::equals), () -> systemd.received().toString());
            assertEquals("", Files.readString(folder.resolve("err")));
        }
    }

    @Test
    void startsWithoutABrokerSaysSoOnceAndIsNotReadyForOthers() throws Exception {
        Process daemon = run(NOBODY, 0, "");
        await().atMost(PATIENCE).until(() -> said().contains("ready: page "));
        URI page = page();
        await().atMost(PATIENCE).until(() -> status(page.resolve("/readyz")) == 503);
        assertEquals(200, status(page.resolve("/healthz")));
        await().pollDelay(Duration.ofSeconds(4)).until(() -> true); // some more attempts
        long complaints = said().lines().filter(line -> line.contains(NOBODY) && line.contains("WARN")).count();
        assertEquals(2, complaints, this::said); // one a link: in and out
        daemon.destroy();
        assertTrue(daemon.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, daemon.exitValue(), this::said);
    }

    @Test
    void aWrongConfigurationIs78WithEveryLineAndNoStackTrace() throws Exception {
        Process daemon = run("127.0.0.1", 70_000, "");
        assertTrue(daemon.waitFor(20, TimeUnit.SECONDS));
        assertEquals(78, daemon.exitValue());
        String err = Files.readString(folder.resolve("err"));
        assertTrue(err.contains(":4: mqtt.address: ") && err.contains(":6: http.port: "), err);
        assertFalse(err.contains("\tat "), err);
        assertEquals("", said());
    }

    @Test
    void aTakenPortIs69AndNamesTheOption() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process daemon = run(NOBODY, taken.getLocalPort(), "");
            assertTrue(daemon.waitFor(20, TimeUnit.SECONDS));
            assertEquals(69, daemon.exitValue());
            String err = Files.readString(folder.resolve("err"));
            assertTrue(err.contains("http.port"), err);
            assertFalse(err.contains("\tat "), err);
        }
    }

    private Process run(String broker, int port, String notifySocket) throws IOException {
        Path config = Files.writeString(folder.resolve("twinbit.toml"), """
                [gateway]
                name = "hall-3"
                [mqtt]
                address = "%s"
                [http]
                port = %d
                [[pipeline]]
                name = "vibration"
                topic = "sensors/+/accel"
                model = "%s/model_int8.tflite"
                labels = "%s/labels.txt"
                [pipeline.decode]
                values = "samples"
                features = ["ax_g", "ay_g", "az_g"]
                sample_interval_us = 625
                [pipeline.window]
                size_samples = 256
                """.formatted(broker, port, DEMO, DEMO));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                mainClassPath(),
                "io.twinbit.app.cli.Main",
                "run",
                "--config",
                config.toString());
        builder.environment().remove("NOTIFY_SOCKET");
        if (!notifySocket.isEmpty()) {
            builder.environment().put("NOTIFY_SOCKET", notifySocket);
            builder.environment().put("WATCHDOG_USEC", "1500000");
        }
        Process process = builder.redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        started.add(process);
        return process;
    }

    /** Without the tests' own classes and logging. */
    private static String mainClassPath() {
        return Pattern.compile(":").splitAsStream(System.getProperty("java.class.path"))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
                .reduce((a, b) -> a + ":" + b)
                .orElseThrow();
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("out"));
        } catch (IOException e) {
            return "";
        }
    }

    private URI page() {
        Matcher matcher = PAGE.matcher(said());
        assertTrue(matcher.find(), this::said);
        return URI.create(matcher.group(1));
    }

    private static int status(URI uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
        }
    }
}
