package io.twinbit.app.web;

import io.twinbit.app.status.Snapshot;
import io.twinbit.app.status.SnapshotWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The newest snapshot as JSON, written once however many clients ask for it. */
final class RenderedSnapshot {
    private final Supplier<Snapshot> newest;
    private @Nullable Snapshot snapshot;
    private byte[] json = {};

    RenderedSnapshot(Supplier<Snapshot> newest) {
        this.newest = newest;
    }

    /** Shared: nobody writes to it. */
    @SuppressWarnings("ReferenceEquality") // whether it is the very snapshot that was written, not one like it
    synchronized byte[] newest() {
        Snapshot current = newest.get();
        if (current != snapshot) {
            json = SnapshotWriter.toJson(current);
            snapshot = current;
        }
        return json;
    }
}
