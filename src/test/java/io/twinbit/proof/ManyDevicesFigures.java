package io.twinbit.proof;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 10,000 devices with windows of 256 samples x 3 axes in one pipeline of a real gateway, all windows full, and a steady stream of
 * messages of which each makes a result: resident memory, what a checkpoint takes and does to the stream, and how long a killed
 * one takes until it answers again. Figures for {@code docs/performance.md}, printed and not asserted; the usual test run passes
 * this class by.
 */
class ManyDevicesFigures {
    private static final int DEVICES = Integer.getInteger("twinbit.figures.devices", 10_000);
    private static final int PER_SECOND = Integer.getInteger("twinbit.figures.rate", 800);
    private static final int STEADY_S = Integer.getInteger("twinbit.figures.seconds", 70);
    private static final int CHECKPOINT_EVERY_S = Integer.getInteger("twinbit.figures.checkpoint", 20);
    /** What {@code TWINBIT_JAVA_OPTS} is for the launcher. */
    private static final String JAVA_OPTIONS = System.getProperty("twinbit.figures.java", "-Xmx88m");
    private static final int HUNDRED = 100;
    private static final int HUNDRED_HOP = 80;
    private static final int HUNDRED_S = Integer.getInteger("twinbit.figures.hundred.seconds", 40);
    private static final String HUNDRED_OPTIONS = System.getProperty("twinbit.figures.hundred.java", "-Xmx64m");
    private static final int WINDOW_SAMPLES = 256;
    private static final int FILLING = WINDOW_SAMPLES / BinarySensors.SAMPLES;
    /** Messages sent so long before a checkpoint began or after it ended count as sent during it. */
    private static final long MARGIN_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    /** A checkpoint as its files show it: from the first one's making to the rename. */
    private record Span(long fromNs, long toNs, long bytes) {
        boolean covers(long atNs) {
            return atNs > fromNs - MARGIN_NS && atNs < toNs + MARGIN_NS;
        }
    }

    @Test
    void tenThousandDevices() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder.resolve("broker"));
                ResultTimes results = new ResultTimes(broker.port())) {
            Path configuration = configuration(broker.port());
            BinarySensors sensors = new BinarySensors(broker.port(), "sensors");
            try (GatewayProcess gateway = gateway(configuration)) {
                gateway.awaitLinked();
                System.out.printf("%s; resident before: %s%n", JAVA_OPTIONS, resident(gateway));
                sensors.publish(DEVICES * FILLING, ManyDevicesFigures::device, 0);
                await().atMost(PATIENCE).until(() -> results.count() >= DEVICES);
                System.out.println("all windows full; resident: " + resident(gateway));
                stream(sensors, results);
                System.out.println("resident after the stream: " + resident(gateway));
                System.out.println("heap after a collection: " + gateway.heapBytesAfterCollection() / 1_000_000 + " MB");
                System.out.println("journal: " + gateway.status().path("journal"));
            }
            recovery(configuration, sensors, results);
        }
    }

    private static String device(int message) {
        return "m" + message % DEVICES;
    }

    /** The launcher's memory, and machine-vibration's network every fifth message. */
    @Test
    void aHundredDevices() throws Exception {
        for (int perSecond : new int[] {1_600, 4_000}) {
            Path own = Files.createDirectories(folder.resolve("at-" + perSecond));
            try (Mosquitto broker = new Mosquitto(own.resolve("broker"));
                    ResultTimes _ = new ResultTimes(broker.port());
                    GatewayProcess gateway = gateway(configuration(own, broker.port(), HUNDRED, HUNDRED_HOP), HUNDRED_OPTIONS)) {
                gateway.awaitLinked();
                List<Long> residentMb = new ArrayList<>();
                Thread watch = Thread.ofPlatform().daemon().start(() -> watch(gateway, residentMb));
                new BinarySensors(broker.port(), "sensors").publish(
                        perSecond * HUNDRED_S, n -> "m" + n % HUNDRED, TimeUnit.SECONDS.toNanos(1) / perSecond);
                watch.interrupt();
                watch.join();
                residentMb.sort(null);
                System.out.printf("%d devices, %d messages/s for %d s: resident median %d MB, 90th percentile %d MB; kernel's peak %d MB%n",
                        HUNDRED, perSecond, HUNDRED_S, residentMb.get(residentMb.size() / 2),
                        residentMb.get(residentMb.size() * 9 / 10), gateway.peakResidentBytes() / 1_000_000);
                System.out.println("counters: " + gateway.status().at("/pipelines/0/counters"));
            }
        }
    }

    /** Until it is interrupted. */
    private static void watch(GatewayProcess gateway, List<Long> residentMb) {
        try {
            while (true) {
                Thread.sleep(250);
                residentMb.add(gateway.residentBytes() / 1_000_000);
            }
        } catch (IOException | InterruptedException e) {
            // it is over
        }
    }

    private GatewayProcess gateway(Path configuration) throws IOException {
        return gateway(configuration, JAVA_OPTIONS);
    }

    private GatewayProcess gateway(Path configuration, String options) throws IOException {
        List<String> command = new ArrayList<>(Arrays.asList(options.split(" ", -1)));
        command.addAll(GatewayProcess.PRODUCT);
        return new GatewayProcess(configuration, folder.resolve("gateway.log"), command, Map.of());
    }

    private static String resident(GatewayProcess gateway) throws IOException {
        return gateway.residentBytes() / 1_000_000 + " MB, at most " + gateway.peakResidentBytes() / 1_000_000 + " MB so far";
    }

    private void stream(BinarySensors sensors, ResultTimes results) throws Exception {
        int before = results.count();
        List<Span> checkpoints = new ArrayList<>();
        Thread watch = Thread.ofPlatform().daemon().start(() -> watch(checkpoints));
        int messages = PER_SECOND * STEADY_S;
        long[] sentNs = sensors.publish(messages, ManyDevicesFigures::device, TimeUnit.SECONDS.toNanos(1) / PER_SECOND);
        await().atMost(PATIENCE).until(() -> results.count() >= before + messages);
        watch.interrupt();
        watch.join();
        List<Long> during = new ArrayList<>();
        List<Long> besides = new ArrayList<>();
        for (int n = PER_SECOND; n < messages; n++) {
            long sent = sentNs[n];
            long delay = results.of(device(n)).get(1 + n / DEVICES) - sent;
            (checkpoints.stream().anyMatch(c -> c.covers(sent)) ? during : besides).add(delay);
        }
        checkpoints.forEach(c -> System.out.printf(
                Locale.ROOT, "checkpoint of %d bytes: %.0f ms%n", c.bytes(), (c.toNs() - c.fromNs()) / 1e6));
        System.out.println("publish to result during checkpoints: " + summary(during));
        System.out.println("publish to result besides: " + summary(besides));
    }

    /** Until it is interrupted. */
    private void watch(List<Span> checkpoints) {
        Path files = folder.resolve("state/checkpoints");
        Path unfinished = null;
        long fromNs = 0;
        long bytes = 0;
        while (!Thread.currentThread().isInterrupted()) {
            try (var all = Files.list(files)) {
                Path now = all.filter(f -> f.toString().endsWith(".new")).findFirst().orElse(null);
                if (now != null && unfinished == null) {
                    fromNs = System.nanoTime();
                }
                if (now == null && unfinished != null) {
                    checkpoints.add(new Span(fromNs, System.nanoTime(), bytes));
                }
                if (now != null) {
                    bytes = Files.size(now);
                }
                unfinished = now;
                Thread.sleep(2);
            } catch (NoSuchFileException e) {
                // renamed meanwhile, or none yet
            } catch (IOException | InterruptedException e) {
                return;
            }
        }
    }

    private static String summary(List<Long> delaysNs) {
        long[] sorted = delaysNs.stream().mapToLong(d -> d).sorted().toArray();
        return sorted.length == 0 ? "none" : String.format(Locale.ROOT, "%d, median %.1f ms, 99th percentile %.1f ms, longest %.1f ms",
                sorted.length, sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6, sorted[sorted.length - 1] / 1e6);
    }

    /** Of a gateway that was killed, with a message that came meanwhile. */
    private void recovery(Path configuration, BinarySensors sensors, ResultTimes results) throws Exception {
        int before = results.of(device(0)).size();
        sensors.publish(1, ManyDevicesFigures::device, 0);
        long startNs = System.nanoTime();
        try (GatewayProcess gateway = gateway(configuration)) {
            gateway.awaitReady();
            long readyNs = System.nanoTime();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> results.of(device(0)).size() > before);
            long answeredNs = results.of(device(0)).getLast();
            System.out.printf(Locale.ROOT, "killed and started: ready after %.2f s, the waiting message answered after %.2f s; resident %s%n",
                    (readyNs - startNs) / 1e9, (answeredNs - startNs) / 1e9, resident(gateway));
            System.out.println(gateway.said());
            System.out.println("journal: " + gateway.status().path("journal"));
            gateway.stop();
        }
    }

    private Path configuration(int port) throws IOException {
        return configuration(folder, port, DEVICES, BinarySensors.SAMPLES);
    }

    private static Path configuration(Path folder, int port, int devices, int hopSamples) throws IOException {
        return Files.writeString(folder.resolve("twinbit.toml"), """
                [gateway]
                name = "figures"
                state_dir = "%s"
                [journal]
                checkpoint_every_s = %d
                [mqtt]
                address = "tcp://127.0.0.1:%d"
                [http]
                port = 0
                [[pipeline]]
                name = "vibration"
                topic = "sensors/+/accel"
                model = "%s/model_int8.tflite"
                labels = "%s/labels.txt"
                max_devices = %d
                silence_after_ms = 0
                [pipeline.decode]
                format = "binary"
                type = "float32"
                features = ["ax_g", "ay_g", "az_g"]
                sample_interval_us = 625
                [pipeline.window]
                size_samples = %d
                hop_samples = %d
                """.formatted(folder.resolve("state"), CHECKPOINT_EVERY_S, port, Load.DEMO, Load.DEMO, devices, WINDOW_SAMPLES,
                        hopSamples));
    }
}
