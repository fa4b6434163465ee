package io.twinbit.app.status;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The devices that somebody looks at, at most a few. The page enters a device here; the pipelines' thread finds it with
 * {@link #find} or {@link #devices}, without lock or allocation, and leaves results and windows in it. When all places
 * are taken, the device that was looked at longest ago makes room, one that nobody looks at before any other.
 */
public final class Watch {
    private final int maxDevices;
    /** Looked at longest ago first; replaced as a whole, so that readers need no lock. */
    private volatile List<WatchedDevice> devices = List.of();

    public Watch(int maxDevices) {
        if (maxDevices < 1) {
            throw new IllegalArgumentException("at least one device, not " + maxDevices);
        }
        this.maxDevices = maxDevices;
    }

    /** Somebody begins to look at a device; {@link WatchedDevice#close} when they stop. */
    public synchronized WatchedDevice open(String pipeline, String device) {
        List<WatchedDevice> next = new ArrayList<>(devices);
        WatchedDevice known = find(pipeline, device);
        if (known != null) {
            next.remove(known);
        } else if (next.size() == maxDevices) {
            next.remove(next.stream().filter(d -> !d.isViewed()).findFirst().orElse(next.getFirst()));
        }
        WatchedDevice opened = known != null ? known : new WatchedDevice(pipeline, device);
        opened.viewed();
        next.add(opened);
        devices = List.copyOf(next);
        return opened;
    }

    /** All watched devices, looked at longest ago first. */
    public List<WatchedDevice> devices() {
        return devices;
    }

    /** The watched device of that name, or null. */
    public @Nullable WatchedDevice find(String pipeline, String device) {
        List<WatchedDevice> current = devices;
        for (int i = 0; i < current.size(); i++) {
            if (current.get(i).is(pipeline, device)) {
                return current.get(i);
            }
        }
        return null;
    }
}
