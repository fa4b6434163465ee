package io.twinbit.app.demo;

import io.twinbit.app.config.GatewayConfig;
import io.twinbit.app.gateway.Gateway;
import io.twinbit.app.gateway.GatewayOptions;
import io.twinbit.app.gateway.Lifecycle;
import io.twinbit.app.gateway.WallClock;
import io.twinbit.app.gateway.Wiring.Wired;
import io.twinbit.app.gateway.Wiring;
import io.twinbit.flow.pipeline.PipelineSpec;
import io.twinbit.flow.signal.WindowSpec;
import io.twinbit.link.Sink;
import io.twinbit.link.Source;
import io.twinbit.link.mqtt.MqttSettings;
import io.twinbit.link.mqtt.MqttSink;
import io.twinbit.link.mqtt.MqttSource;
import io.twinbit.link.recording.RecordingWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The whole gateway on this machine: an embedded broker, simulated devices that publish to it, the gateway as {@code run}
 * runs it, and a subscriber to its results.
 *
 * <p>It ends in two steps, so that nothing under way is lost and a replay of the recording gives exactly the decisions that
 * were shown: {@link #stopDevices}, then {@link #next} until {@link #isComplete}, then {@link #close}.
 */
public final class Demo implements AutoCloseable {
    private static final String RESULTS = "twinbit/v1/demo/+/+/result";
    private static final int WINDOW_MESSAGES = 64;
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);
    private static final long DRAIN_MS = 5_000;
    private static final long UP_WITHIN_MS = 20_000;
    private static final long LOOK_AGAIN_MS = 5;

    private final Lifecycle lifecycle;
    private final String brokerAddress;
    private final DemoFolder folder;
    private final Map<String, WindowSpec> windows;
    private final Gateway gateway;
    private final Source results;
    private final ResultFeed feed;
    private final Sink readings;
    private final List<SimulatedDevice> devices = new ArrayList<>();
    private final MachineSimulator simulator;
    private final @Nullable Path recording;
    private final long startNs;
    private long ranMs;

    private Demo(Lifecycle lifecycle, String version, int httpPort, @Nullable Path recordInto) throws IOException {
        this.lifecycle = lifecycle;
        int mqttPort = EmbeddedBroker.freePort();
        FutureTask<EmbeddedBroker> broker = new FutureTask<>(() -> EmbeddedBroker.inMemory(mqttPort));
        lifecycle.start("broker", Thread.ofPlatform().name("broker-start").unstarted(broker)::start, () -> broker.get().close());
        folder = recordInto == null ? DemoFolder.temporary() : new DemoFolder(recordInto);
        lifecycle.start("folder", () -> {}, recordInto == null ? () -> DemoFolder.delete(folder.path()) : () -> {});
        folder.write(mqttPort, httpPort);
        recording = recordInto == null ? null : folder.recording();

        Path state = Files.createTempDirectory("twinbit-demo-state");
        lifecycle.start("state", () -> {}, () -> DemoFolder.delete(state));
        Wired wired = Wiring.of(folder.configuration(), Map.of("STATE_DIRECTORY", state.toString()));
        GatewayConfig config = wired.config();
        if (config == null) {
            throw new IllegalStateException("the demo's own configuration: " + wired.problems().inOrder());
        }
        windows = config.pipelines().stream()
                .map(pipeline -> pipeline.spec())
                .collect(Collectors.toMap(PipelineSpec::name, PipelineSpec::window));

        brokerAddress = started(broker).address();
        results = new MqttSource(settings("twinbit-demo-viewer"), List.of(RESULTS), WallClock::nowUs);
        lifecycle.start("results", () -> {}, results::close);
        feed = new ResultFeed(results, WINDOW_MESSAGES);
        gateway = Gateway.start(config, wired.pipelines(), options(version));
        lifecycle.start("gateway", () -> {}, gateway::close);
        awaitConnections();

        readings = new MqttSink(settings("twinbit-demo-devices"), null, WallClock::nowUs);
        lifecycle.start("readings", readings::start, () -> readings.close(DRAIN_MS));
        addDevices(WallClock.nowUs());
        simulator = new MachineSimulator(readings, devices);
        lifecycle.start("devices", simulator::start, simulator::close);
        startNs = System.nanoTime();
    }

    /**
     * Starts everything; returns when the devices publish.
     *
     * @param version of the program
     * @param httpPort of the page; 0 picks a free one
     * @param recordInto folder that gets configuration, networks and recording; null: no recording
     */
    public static Demo start(String version, int httpPort, @Nullable Path recordInto) throws IOException {
        Lifecycle lifecycle = new Lifecycle(STOP_WITHIN);
        try {
            return new Demo(lifecycle, version, httpPort, recordInto);
        } catch (IOException | RuntimeException e) {
            lifecycle.close();
            throw e;
        }
    }

    /** It starts while the networks are read and lowered, since that takes about as long. */
    private static EmbeddedBroker started(FutureTask<EmbeddedBroker> broker) {
        try {
            return broker.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the demo started", e);
        }
    }

    private GatewayOptions options(String version) throws IOException {
        GatewayOptions options = GatewayOptions.of(version);
        if (recording == null) {
            return options;
        }
        RecordingWriter writer = RecordingWriter.create(recording);
        lifecycle.start("recording", () -> {}, writer::close);
        return options.recordedBy(writer::write);
    }

    private MqttSettings settings(String clientId) {
        return new MqttSettings(
                URI.create(brokerAddress),
                clientId,
                WINDOW_MESSAGES,
                0,
                CONNECT_TIMEOUT_MS,
                MqttSettings.DEFAULT_KEEP_ALIVE_S,
                null);
    }

    /** A broker drops what nobody has subscribed to, so nothing may be published before all have. */
    private void awaitConnections() {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(UP_WITHIN_MS);
        while (!gateway.isConnected() || !results.state().isUp()) {
            if (System.nanoTime() > deadlineNs) {
                throw new IllegalStateException("no connection to the embedded broker: " + results.state());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the demo started", e);
        }
    }

    private void addDevices(long nowUs) throws IOException {
        Story.ALL.forEach(story -> devices.add(new MachineNode(story, nowUs)));
        devices.add(new OfficeNode(DemoFolder.officeDay(), nowUs));
    }

    public String brokerAddress() {
        return brokerAddress;
    }

    /** Address of the dashboard. */
    public URI page() {
        return gateway.address();
    }

    /** The next decision, or null when none came in that time. */
    public @Nullable Decision next(long timeoutMs) throws InterruptedException {
        if (gateway.ended().isDone()) {
            gateway.ended().join();
        }
        return feed.next(timeoutMs);
    }

    /** Stops the devices and waits until the broker has what they published. */
    public void stopDevices() {
        simulator.close();
        ranMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        readings.close(DRAIN_MS);
    }

    /** Whether every decision that is due for what the devices published was given out. */
    public boolean isComplete() {
        return missing() <= 0;
    }

    private long missing() {
        long due = 0;
        for (int i = 0; i < devices.size(); i++) {
            WindowSpec window = windows.get(devices.get(i).pipeline());
            due += window == null ? 0 : fullWindows(simulator.samplesSent(i), window);
        }
        return due - feed.decisions();
    }

    private static long fullWindows(long samples, WindowSpec window) {
        return samples < window.sizeSamples() ? 0 : (samples - window.sizeSamples()) / window.hopSamples() + 1;
    }

    /** What it came to; to be asked when the devices are stopped. */
    public DemoSummary summary() {
        return new DemoSummary(
                feed.decisions(),
                missing(),
                feed.changes(),
                feed.devices(),
                ranMs / 1e3,
                page().toString(),
                recording == null ? null : recording.toString());
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
