package io.twinbit.app.gateway;

import io.twinbit.app.config.GatewayConfig;
import io.twinbit.app.status.GatewayStatus;
import io.twinbit.app.status.Snapshot;
import io.twinbit.app.status.Watch;
import io.twinbit.app.web.WebServer;
import io.twinbit.app.web.WebServerException;
import io.twinbit.link.Sink;
import io.twinbit.link.Source;
import io.twinbit.link.mqtt.MqttSettings;
import io.twinbit.link.mqtt.MqttSink;
import io.twinbit.link.mqtt.MqttSource;
import io.twinbit.link.mqtt.Presence;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon, put together: links, pipelines and the page. {@link #start} returns when all of it runs; the broker may come
 * later. Stopping waits for results under way and leaves un-acknowledged what was not taken.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final long DRAIN_MS = 3_000;
    private static final int MAX_WATCHED_DEVICES = 4;
    private static final int MAX_BUGS = 5;
    private static final Duration MAX_BUGS_WITHIN = Duration.ofSeconds(60);

    private final GatewayConfig config;
    private final SystemdNotifier systemd;
    private final Watch watch = new Watch(MAX_WATCHED_DEVICES);
    private final Source source;
    private final Sink sink;
    private final Reporter reporter;
    private final PipelineLoop loop;
    private final Lifecycle lifecycle = new Lifecycle(STOP_WITHIN);
    private @Nullable WebServer page;

    private Gateway(GatewayConfig config, List<WiredPipeline> pipelines, GatewayOptions options) {
        this.config = config;
        this.systemd = options.systemd();
        String topics = config.topicRoot() + "/v1/" + config.name() + "/";
        BugBudget bugs = new BugBudget(MAX_BUGS, MAX_BUGS_WITHIN);
        long expiryS = config.mqtt().resultExpiryS();
        List<PipelineStation> stations = pipelines.stream()
                .map(p -> new PipelineStation(p, topics, expiryS, watch, bugs))
                .toList();
        MqttSettings broker = BrokerSettings.of(config.mqtt());
        this.source = new MqttSource(broker, filters(pipelines), properties(pipelines), WallClock::nowUs);
        this.sink = new MqttSink(broker, presence(topics + "status"), WallClock::nowUs);
        this.reporter = new Reporter(config.name(), topics + "status", options, source, sink, stations);
        // room for a full window of a lost connection, and for the one that follows it
        int inboxMessages = 2 * config.mqtt().windowMessages();
        this.loop = new PipelineLoop(
                stations, sink, inboxMessages, options.recorder(), WallClock::nowUs, reporter::secondOver, systemd);
    }

    /**
     * Starts everything in order: page, source, sink, loop.
     *
     * @param pipelines those of the configuration, ready to run
     * @throws WebServerException when the page cannot be served where the configuration says
     */
    public static Gateway start(GatewayConfig config, List<WiredPipeline> pipelines, GatewayOptions options) {
        Gateway gateway = new Gateway(config, pipelines, options);
        gateway.start();
        return gateway;
    }

    private void start() {
        lifecycle.start("page", this::openPage, () -> page().close());
        lifecycle.start("source", () -> source.start(loop::offer), () -> source.close(DRAIN_MS));
        lifecycle.start("sink", sink::start, () -> sink.close(DRAIN_MS));
        lifecycle.start("pipeline loop", () -> Thread.ofPlatform().name("pipelines").start(loop), this::stopLoop);
        reporter.state(GatewayStatus.State.RUNNING);
        systemd.ready(Reporter.line(snapshot()));
        LOG.info("ready: page {}, broker {}, pipelines {}", address(), config.mqtt().address(), names());
    }

    private void openPage() {
        page = WebServer.start(config.http().bind(), config.http().port(), reporter.snapshots(), watch);
    }

    private void stopLoop() {
        reporter.state(GatewayStatus.State.STOPPING);
        systemd.stopping();
        loop.stop();
        loop.ended().exceptionally(failure -> null).join();
    }

    private WebServer page() {
        return Objects.requireNonNull(page);
    }

    private String names() {
        return config.pipelines().stream().map(p -> p.name()).collect(Collectors.joining(", "));
    }

    /** Where the page is. */
    public URI address() {
        return page().address();
    }

    /** Whether the broker takes results and has our subscriptions. */
    public boolean isConnected() {
        return source.state().isUp() && sink.state().isUp();
    }

    /** What the page shows. */
    public Snapshot snapshot() {
        return reporter.snapshots().get();
    }

    /** Completes when the pipelines have stopped; exceptionally, when a bug or a recording that cannot be written did it. */
    public CompletableFuture<Void> ended() {
        return loop.ended();
    }

    /** Stops in reverse order within a bound; throws when something did not stop cleanly. */
    @Override
    public void close() {
        lifecycle.close();
        LOG.info("stopped");
    }

    private Presence presence(String topic) {
        return new Presence(topic, () -> StatusMessage.online(snapshot()), StatusMessage.offline());
    }

    private static List<String> filters(List<WiredPipeline> pipelines) {
        return pipelines.stream().map(p -> p.config().spec().topic()).distinct().toList();
    }

    private static Set<String> properties(List<WiredPipeline> pipelines) {
        return pipelines.stream()
                .flatMap(p -> p.config().spec().properties().names().stream())
                .collect(Collectors.toSet());
    }
}
