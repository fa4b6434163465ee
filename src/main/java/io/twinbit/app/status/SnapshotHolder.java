package io.twinbit.app.status;

import java.util.function.Supplier;

/** Where the pipelines' thread leaves the newest {@link Snapshot} for whoever shows it. Any thread may read. */
public final class SnapshotHolder implements Supplier<Snapshot> {
    private volatile Snapshot newest;

    public SnapshotHolder(Snapshot first) {
        newest = first;
    }

    public void publish(Snapshot snapshot) {
        newest = snapshot;
    }

    @Override
    public Snapshot get() {
        return newest;
    }
}
