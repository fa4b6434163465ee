package io.twinbit.proof;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The durable path beside {@link BareClient}, one after the other over the same mosquitto, several rounds: figures for
 * {@code docs/performance.md}, printed and not asserted. The usual test run passes this class by.
 */
class DurablePathFigures {
    private static final int ROUNDS = Integer.getInteger("twinbit.figures.rounds", 3);
    private static final int MESSAGES = Integer.getInteger("twinbit.figures.messages", 200_000);
    private static final int DEVICES = 10;
    /** First levels of topics: neither is given what is meant for the other. */
    private static final String BARE = "bare";
    private static final String GATEWAY = "sensors";
    private static final int WINDOW_MESSAGES = Integer.getInteger("twinbit.figures.window", 64);
    private static final int WINDOW_SAMPLES = 256;
    private static final int LATENCY_MESSAGES = Integer.getInteger("twinbit.figures.latency.messages", 18_000);
    private static final int WARM_UP =
            Integer.getInteger("twinbit.figures.latency.left.out", LATENCY_MESSAGES / 3 * 2);
    private static final int PER_SECOND = 300;
    private static final long CONNECTED_MS = 3_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private record Rate(double messagesPerS, double cpuUsPerMessage) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f messages/s, %.0f us of CPU each", messagesPerS, cpuUsPerMessage);
        }
    }

    @BeforeEach
    void forceTime() throws IOException {
        long[] takenNs = new long[500];
        try (FileChannel file = FileChannel.open(
                folder.resolve("force"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < takenNs.length; i++) {
                long startNs = System.nanoTime();
                file.write(ByteBuffer.allocate(4096));
                file.force(false);
                takenNs[i] = System.nanoTime() - startNs;
            }
        }
        System.out.println("append 4 KiB and force: " + quantiles(takenNs));
    }

    private static String quantiles(long[] ns) {
        long[] sorted = ns.clone();
        Arrays.sort(sorted);
        return String.format(Locale.ROOT, "median %.2f ms, 99th percentile %.2f ms",
                sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
    }

    @Test
    void windowsWithoutInference() throws Exception {
        compareRates(1_000_000);
    }

    @Test
    void oneInferenceEveryFifthMessage() throws Exception {
        compareRates(80);
    }

    private void compareRates(int hopSamples) throws Exception {
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker"));
                ResultTimes results = new ResultTimes(broker.port())) {
            Path configuration = configuration(broker.port(), hopSamples);
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                Rate bare = bareRate(broker);
                Rate gateway = gatewayRate(broker, results, configuration);
                ratios.add(gateway.messagesPerS() / bare.messagesPerS());
                System.out.printf(Locale.ROOT, "hop %d, window %d: bare client %s; gateway %s; ratio %.2f%n",
                        hopSamples, WINDOW_MESSAGES, bare, gateway, ratios.getLast());
            }
            ratios.sort(null);
            System.out.printf(Locale.ROOT, "hop %d: median ratio %.2f%n", hopSamples, ratios.get(ratios.size() / 2));
        }
    }

    private Path configuration(int port, int hopSamples) throws IOException {
        return Files.writeString(folder.resolve("twinbit.toml"), """
                [gateway]
                name = "figures"
                state_dir = "%s"
                [mqtt]
                address = "tcp://127.0.0.1:%d"
                window_messages = %d
                [http]
                port = 0
                [[pipeline]]
                name = "vibration"
                topic = "sensors/+/accel"
                model = "%s/model_int8.tflite"
                labels = "%s/labels.txt"
                [pipeline.decode]
                format = "binary"
                type = "float32"
                features = ["ax_g", "ay_g", "az_g"]
                sample_interval_us = 625
                [pipeline.window]
                size_samples = %d
                hop_samples = %d
                """.formatted(folder.resolve("state"), port, WINDOW_MESSAGES, Load.DEMO, Load.DEMO, WINDOW_SAMPLES, hopSamples));
    }

    private Process bare(Mosquitto broker, int messages) throws IOException {
        List<String> command = GatewayProcess.java();
        command.addAll(List.of(
                BareClient.class.getName(), "" + broker.port(), BARE + "/+/accel", "" + WINDOW_MESSAGES, "" + messages,
                folder.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("bare.log").toFile()).start();
    }

    private GatewayProcess gateway(Path configuration) throws IOException {
        return new GatewayProcess(configuration, folder.resolve("gateway.log"), GatewayProcess.PRODUCT, Map.of());
    }

    /** The first window of a device is full so many messages after its first. */
    private static int mark(int device) {
        return device * (MESSAGES / DEVICES) + WINDOW_SAMPLES / BinarySensors.SAMPLES - 1;
    }

    private Rate bareRate(Mosquitto broker) throws Exception {
        Process bare = bare(broker, MESSAGES);
        Thread.sleep(CONNECTED_MS);
        Duration before = bare.info().totalCpuDuration().orElseThrow();
        new BinarySensors(broker.port(), BARE).publish(MESSAGES, DEVICES, 0);
        bare.waitFor();
        long[] atNs = acknowledged();
        long cpuNs = Long.parseLong(Files.readString(folder.resolve("cpu"))) - before.toNanos();
        return rate(atNs[mark(1)], atNs[mark(DEVICES - 1)], cpuNs, MESSAGES);
    }

    private static Rate rate(long fromNs, long toNs, long cpuNs, int cpuMessages) {
        return new Rate((mark(DEVICES - 1) - mark(1)) / ((toNs - fromNs) / 1e9), cpuNs / 1e3 / cpuMessages);
    }

    private long[] acknowledged() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("acknowledged")));
        long[] longs = new long[bytes.remaining() / 8];
        bytes.asLongBuffer().get(longs);
        return longs;
    }

    private Rate gatewayRate(Mosquitto broker, ResultTimes results, Path configuration) throws Exception {
        try (GatewayProcess gateway = gateway(configuration)) {
            gateway.awaitLinked();
            Thread.sleep(CONNECTED_MS);
            Duration before = gateway.cpu();
            new BinarySensors(broker.port(), GATEWAY).publish(MESSAGES, DEVICES, 0);
            String last = "m" + (DEVICES - 1);
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> !results.of(last).isEmpty());
            long cpuNs = gateway.cpu().minus(before).toNanos();
            System.out.println("gateway resident under load: " + gateway.residentBytes() / 1_000_000 + " MB");
            Rate rate = rate(results.of("m1").getFirst(), results.of(last).getFirst(), cpuNs, mark(DEVICES - 1));
            Thread.sleep(CONNECTED_MS); // the rest
            System.out.println("journal: " + gateway.status().path("journal"));
            gateway.stop();
            startAnew(results);
            return rate;
        }
    }

    /** No window is half full in the next round. */
    private void startAnew(ResultTimes results) throws IOException {
        results.clear();
        try (Stream<Path> state = Files.walk(folder.resolve("state"))) {
            state.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }

    @Test
    void latency() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker"));
                ResultTimes results = new ResultTimes(broker.port())) {
            Path configuration = configuration(broker.port(), BinarySensors.SAMPLES);
            for (int round = 0; round < ROUNDS; round++) {
                long[] bareNs = bareLatency(broker);
                long[] gatewayNs = gatewayLatency(broker, results, configuration);
                System.out.println("publish to acknowledgement, bare client: " + quantiles(bareNs));
                System.out.println("publish to result, gateway: " + quantiles(gatewayNs));
            }
        }
    }

    private long[] bareLatency(Mosquitto broker) throws Exception {
        Process bare = bare(broker, LATENCY_MESSAGES);
        Thread.sleep(CONNECTED_MS);
        long[] sentNs = publishSlowly(broker, BARE);
        bare.waitFor();
        return differences(sentNs, acknowledged(), 0);
    }

    private static long[] publishSlowly(Mosquitto broker, String root) throws Exception {
        return new BinarySensors(broker.port(), root).publish(LATENCY_MESSAGES, 1, TimeUnit.SECONDS.toNanos(1) / PER_SECOND);
    }

    private long[] gatewayLatency(Mosquitto broker, ResultTimes results, Path configuration) throws Exception {
        try (GatewayProcess gateway = gateway(configuration)) {
            gateway.awaitLinked();
            long[] sentNs = publishSlowly(broker, GATEWAY);
            int silent = WINDOW_SAMPLES / BinarySensors.SAMPLES - 1;
            await().atMost(PATIENCE).until(() -> results.of("m0").size() >= LATENCY_MESSAGES - silent);
            gateway.stop();
            long[] cameNs = results.of("m0").stream().mapToLong(t -> t).toArray();
            startAnew(results);
            return differences(sentNs, cameNs, silent);
        }
    }

    /** From the sending of each message behind the first ones to what came of it. */
    private static long[] differences(long[] sentNs, long[] cameNs, int silent) {
        long[] differences = new long[LATENCY_MESSAGES - WARM_UP];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = cameNs[WARM_UP + i - silent] - sentNs[WARM_UP + i];
        }
        return differences;
    }
}
