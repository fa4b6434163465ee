package io.twinbit.app.status;

import io.twinbit.link.LinkState;
import java.util.List;

/**
 * All that the daemon says about itself at one moment. The pipelines' thread builds one about once a second and publishes
 * it in a {@link SnapshotHolder}; whoever shows it reads this value and nothing else of the gateway.
 *
 * @param timeUs wall clock of the moment, microseconds since 1970
 */
public record Snapshot(
        long timeUs, GatewayStatus gateway, JournalStatus journal, List<LinkState> links, List<PipelineStatus> pipelines) {
    public Snapshot {
        links = List.copyOf(links);
        pipelines = List.copyOf(pipelines);
    }
}
