package io.twinbit.proof;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway as a process of its own, the memory limits of the daemon included. */
final class GatewayProcess implements AutoCloseable {
    /** The product's own start, as {@code twinbit run}. */
    static final List<String> PRODUCT = List.of("io.twinbit.app.cli.Main", "run", "--config");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern PAGE = Pattern.compile("ready: page (\\S+),");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path log;
    private final Process process;

    /**
     * Starts it.
     *
     * @param main the class and its arguments before the configuration's path
     * @param environment of the process, beside ours
     */
    GatewayProcess(Path configuration, Path log, List<String> main, Map<String, String> environment) throws IOException {
        this.log = log;
        List<String> command = java();
        command.addAll(main);
        command.add(configuration.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeAll(List.of("NOTIFY_SOCKET", "STATE_DIRECTORY"));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** The beginning of a command that runs one of our classes as the daemon is run. */
    static List<String> java() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms16m",
                "-Xmx64m",
                "-Xmn6m",
                "-XX:TrimNativeHeapInterval=1000",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=MemLimit,*.*,12M",
                "-Dlogback.configurationFile=logback.xml", // the product's, not that of the tests
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        ended(PATIENCE);
    }

    /** SIGTERM; the exit status, 0 for a clean stop. */
    int stop() {
        process.destroy();
        if (!ended(PATIENCE)) {
            throw new IllegalStateException("the gateway does not end: " + said());
        }
        return process.exitValue();
    }

    /** Of one that has ended. */
    int exitStatus() {
        return process.exitValue();
    }

    /** Whether it ended within so long. */
    boolean ended(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What it logged. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Waits until it says that it runs. */
    void awaitReady() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!isAlive()) {
                throw new IllegalStateException("the gateway ended: " + said());
            }
            return PAGE.matcher(said()).find();
        });
    }

    /** Waits until both of its links are up: from then on the broker keeps for it what comes. */
    void awaitLinked() {
        awaitReady();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> get("readyz").equals("ok"));
    }

    /** Its snapshot, as the page shows it. */
    JsonNode status() throws IOException {
        return JSON.readTree(get("api/v1/status"));
    }

    /** What its page answers. */
    String get(String path) throws IOException {
        Matcher page = PAGE.matcher(said());
        if (!page.find()) {
            throw new IllegalStateException("no page yet: " + said());
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(page.group(1)).resolve(path)).build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Resident memory, as the kernel counts it. */
    long residentBytes() throws IOException {
        return status("VmRSS") * 1024;
    }

    /** The most that it has been so far. */
    long peakResidentBytes() throws IOException {
        return status("VmHWM") * 1024;
    }

    /** User and system time of all its threads so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    long threads() throws IOException {
        return status("Threads");
    }

    private long status(String key) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid() + "/status"))) {
            String line = lines.filter(l -> l.startsWith(key + ":")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", ""));
        }
    }

    /** Open files and sockets. */
    long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid() + "/fd"))) {
            return open.count();
        }
    }

    /** Heap in use after a full collection, from jcmd's histogram. */
    long heapBytesAfterCollection() throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process histogram = new ProcessBuilder(jcmd.toString(), Long.toString(pid()), "GC.class_histogram").start();
        try (Stream<String> lines = histogram.inputReader().lines()) {
            String total = lines.filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
            return Long.parseLong(total.trim().split("\\s+", -1)[2]);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
