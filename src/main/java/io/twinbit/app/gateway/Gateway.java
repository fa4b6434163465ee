package io.twinbit.app.gateway;

import io.twinbit.app.config.GatewayConfig;
import io.twinbit.app.status.GatewayStatus;
import io.twinbit.app.status.Snapshot;
import io.twinbit.app.status.Watch;
import io.twinbit.app.web.WebServer;
import io.twinbit.app.web.WebServerException;
import io.twinbit.link.Sink;
import io.twinbit.link.Source;
import io.twinbit.link.journal.JournalWriter;
import io.twinbit.link.mqtt.MqttSettings;
import io.twinbit.link.mqtt.MqttSink;
import io.twinbit.link.mqtt.MqttSource;
import io.twinbit.link.mqtt.Presence;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon, put together: what is kept on the disk, links, pipelines and the page. {@link #start} returns when all of it
 * runs; the broker may come later. What it has acknowledged is on the disk, however it ends.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    /** For the receipts of what the journal has taken. */
    private static final long SOURCE_DRAIN_MS = 2_000;
    /** The loop has waited for confirmations before. */
    private static final long SINK_DRAIN_MS = 1_000;
    private static final int MAX_WATCHED_DEVICES = 4;
    private static final int MAX_BUGS = 5;
    private static final Duration MAX_BUGS_WITHIN = Duration.ofSeconds(60);

    private final GatewayConfig config;
    private final SystemdNotifier systemd;
    private final DurableState state;
    private final StepWatch clock;
    private final Watch watch = new Watch(MAX_WATCHED_DEVICES);
    private final Source source;
    private final Sink sink;
    private final Reporter reporter;
    private final PipelineLoop loop;
    private final CompletableFuture<Void> ended;
    private final Lifecycle lifecycle = new Lifecycle(STOP_WITHIN);
    private @Nullable WebServer page;

    private Gateway(GatewayConfig config, List<WiredPipeline> pipelines, GatewayOptions options, DurableState state)
            throws IOException {
        this.config = config;
        this.systemd = options.systemd();
        this.state = state;
        this.clock = new StepWatch(WallClock::nowUs, System::nanoTime, state.journal().writer()::resumed);
        String topics = config.topicRoot() + "/v1/" + config.name() + "/";
        List<PipelineStation> stations = stations(pipelines, topics);
        MqttSettings broker = BrokerSettings.of(config.mqtt());
        this.source = new MqttSource(broker, filters(pipelines), properties(pipelines), clock);
        this.sink = new MqttSink(broker, presence(topics + "status"), WallClock::nowUs);
        this.reporter = new Reporter(config.name(), topics + "status", options, source, sink, stations, state::status);
        this.loop = loop(stations, options);
        this.ended = CompletableFuture.anyOf(loop.ended(), state.journal().writer().ended()).thenAccept(_ -> {});
        state.journal().writer().epoch(Epoch.json(options.version(), stations.stream().map(PipelineStation::epoch).toList()));
    }

    private List<PipelineStation> stations(List<WiredPipeline> pipelines, String topics) throws IOException {
        List<PipelineStation> stations = new ArrayList<>();
        for (WiredPipeline pipeline : pipelines) {
            PipelineStation station = new PipelineStation(
                    pipeline,
                    topics,
                    config.mqtt().resultExpiryS(),
                    watch,
                    state.letters(),
                    state.putAside(pipeline.name()));
            station.startFrom(state.restored());
            stations.add(station);
        }
        return stations;
    }

    private PipelineLoop loop(List<PipelineStation> stations, GatewayOptions options) {
        JournalFeed feed = new JournalFeed(state.journal().reader());
        JournalWriter writer = state.journal().writer();
        Checkpointing checkpointing =
                new Checkpointing(stations, state.files(), state.journal(), config.journal().checkpointEveryS());
        BugBudget bugs = new BugBudget(MAX_BUGS, MAX_BUGS_WITHIN);
        Quarantine quarantine = new Quarantine(feed, state.checkpoints(), checkpointing, bugs, systemd);
        return new PipelineLoop(
                stations,
                state.start(),
                new PipelineLoop.Disk(feed, writer, quarantine, checkpointing),
                sink,
                new PipelineLoop.Surroundings(
                        options.recorder(),
                        clock,
                        () -> source.state().isUp() && writer.blocked() == null,
                        reporter::secondOver,
                        systemd));
    }

    /**
     * Starts everything in order: what is on the disk, page, sink, loop, source.
     *
     * @param pipelines those of the configuration, ready to run
     * @throws WebServerException when the page cannot be served where the configuration says
     * @throws StateUnavailableException when the state directory is another gateway's, or cannot be used
     */
    public static Gateway start(GatewayConfig config, List<WiredPipeline> pipelines, GatewayOptions options) {
        Gateway gateway = made(config, pipelines, options);
        gateway.start();
        return gateway;
    }

    private static Gateway made(GatewayConfig config, List<WiredPipeline> pipelines, GatewayOptions options) {
        DurableState state = DurableState.open(config, options);
        try {
            return new Gateway(config, pipelines, options, state);
        } catch (IOException e) {
            state.abandon();
            throw new StateUnavailableException(config.stateDir(), e);
        } catch (RuntimeException e) {
            state.abandon();
            throw e;
        }
    }

    private void start() {
        lifecycle.start("state", state::startWriter, state::close);
        lifecycle.start("page", this::openPage, () -> page().close());
        lifecycle.start("sink", sink::start, () -> sink.close(SINK_DRAIN_MS));
        lifecycle.start("pipeline loop", () -> Thread.ofPlatform().name("pipelines").start(loop), this::stopLoop);
        lifecycle.start("source", () -> source.start(state.journal().writer()), this::stopSource);
        reporter.state(GatewayStatus.State.RUNNING);
        systemd.ready(Reporter.line(snapshot()));
        LOG.info("ready: page {}, broker {}, pipelines {}", address(), config.mqtt().address(), names());
    }

    private void openPage() {
        page = WebServer.start(config.http().bind(), config.http().port(), reporter.snapshots(), watch);
    }

    private void stopSource() {
        reporter.state(GatewayStatus.State.STOPPING);
        systemd.stopping();
        source.close(SOURCE_DRAIN_MS);
    }

    private void stopLoop() {
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

    /** Completes when the gateway has stopped; exceptionally, when a bug, or a disk or recording that fails for good did it. */
    public CompletableFuture<Void> ended() {
        return ended;
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
