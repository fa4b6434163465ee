package io.twinbit.flow.pipeline;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * The export of a pipeline's state: what devices are left, and copies of those that have changed since it began. When each
 * was last heard, and whether it was silent, is noted at the beginning, so that what changes only this for all devices at a
 * time, as a new connection does, copies none of them.
 */
final class Export implements StateExport {
    private final SequencedMap<Device, Integer> left = new LinkedHashMap<>(); // device to its place among all
    private final long[] lastHeardUs; // (devices), by place
    private final BitSet silent = new BitSet(); // by place
    private final Queue<byte[]> ready = new ArrayDeque<>();

    Export(byte[] head, Collection<Device> devices) {
        ready.add(head);
        lastHeardUs = new long[devices.size()];
        for (Device device : devices) {
            int place = left.size();
            lastHeardUs[place] = device.lastHeardUs;
            silent.set(place, device.silent);
            left.put(device, place);
        }
    }

    /** Called before anything else of the device changes than when it was heard. */
    void beforeChange(Device device) {
        Integer place = left.remove(device);
        if (place != null) {
            ready.add(entry(device, place));
        }
    }

    private byte[] entry(Device device, int place) {
        return StateCodec.entry(device, place, lastHeardUs[place], silent.get(place));
    }

    @Override
    public boolean next(Consumer<byte[]> out) {
        byte[] copy = ready.poll();
        if (copy != null) {
            out.accept(copy);
            return true;
        }
        Map.Entry<Device, Integer> device = left.pollFirstEntry();
        if (device == null) {
            return false;
        }
        out.accept(entry(device.getKey(), device.getValue()));
        return true;
    }

    @Override
    public void abandon() {
        left.clear();
        ready.clear();
    }
}
