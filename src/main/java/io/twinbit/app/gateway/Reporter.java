package io.twinbit.app.gateway;

import io.twinbit.app.status.GatewayStatus;
import io.twinbit.app.status.JournalStatus;
import io.twinbit.app.status.PipelineStatus;
import io.twinbit.app.status.Snapshot;
import io.twinbit.app.status.SnapshotHolder;
import io.twinbit.link.LinkState;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.Sink;
import io.twinbit.link.Source;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how the gateway is: once a second to the page by a snapshot, every {@value #STATUS_S} s to the status topic, and to
 * systemd whenever a link goes up or down. On the loop's thread, but for {@link #state}.
 */
final class Reporter {
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    private static final int STATUS_S = 30;

    private final String gateway;
    private final String statusTopic;
    private final String version;
    private final Source source;
    private final Sink sink;
    private final List<PipelineStation> stations;
    private final Supplier<JournalStatus> journal;
    private final SystemdNotifier systemd;
    private final SnapshotHolder snapshots;
    private final long startedUs = WallClock.nowUs();
    private final long startedNs = System.nanoTime();
    private volatile GatewayStatus.State state = GatewayStatus.State.STARTING;
    private int seconds;
    private String told = "";
    private @Nullable String blocked;

    Reporter(
            String gateway,
            String statusTopic,
            GatewayOptions options,
            Source source,
            Sink sink,
            List<PipelineStation> stations,
            Supplier<JournalStatus> journal) {
        this.gateway = gateway;
        this.statusTopic = statusTopic;
        this.version = options.version();
        this.systemd = options.systemd();
        this.source = source;
        this.sink = sink;
        this.stations = stations;
        this.journal = journal;
        this.snapshots = new SnapshotHolder(snapshot());
    }

    SnapshotHolder snapshots() {
        return snapshots;
    }

    void state(GatewayStatus.State next) {
        state = next;
    }

    void secondOver() {
        stations.forEach(PipelineStation::secondOver);
        Snapshot snapshot = snapshot();
        snapshots.publish(snapshot);
        sayWhetherBlocked(snapshot.journal().blocked());
        seconds++;
        if (seconds % STATUS_S == 0) { // when the window is full, the next one will do
            sink.trySend(new OutboundMessage(statusTopic, StatusMessage.online(snapshot), true), () -> {});
        }
        tellSystemd(snapshot);
    }

    private void sayWhetherBlocked(@Nullable String now) {
        if (now != null && !now.equals(blocked)) {
            LOG.warn("nothing is acknowledged: {}", now);
        } else if (now == null && blocked != null) {
            LOG.info("messages are acknowledged again");
        }
        blocked = now;
    }

    private void tellSystemd(Snapshot snapshot) {
        String line = line(snapshot);
        if (!line.equals(told) && state == GatewayStatus.State.RUNNING) {
            told = line;
            systemd.status(line);
        }
    }

    /** The links, and why nothing is acknowledged if that is so, in one line. */
    static String line(Snapshot snapshot) {
        String links = snapshot.links().stream()
                .map(link -> link.name() + " " + link.phase().name().toLowerCase(Locale.ROOT) + error(link))
                .collect(Collectors.joining(", "));
        String blocked = snapshot.journal().blocked();
        return blocked == null ? links : links + ", nothing is acknowledged: " + blocked;
    }

    private static String error(LinkState link) {
        return link.isUp() || link.lastError() == null ? "" : " (" + link.lastError() + ")";
    }

    private Snapshot snapshot() {
        long uptimeS = (System.nanoTime() - startedNs) / 1_000_000_000;
        List<PipelineStatus> pipelines = stations.stream().map(PipelineStation::status).toList();
        List<LinkState> links = Stream.of(source.state(), sink.state()).toList();
        GatewayStatus daemon = new GatewayStatus(gateway, version, startedUs, uptimeS, state);
        return new Snapshot(WallClock.nowUs(), daemon, journal.get(), links, pipelines);
    }
}
