package io.twinbit.flow.pipeline;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** The export of a pipeline's state: what devices are left, and copies of those that have changed since it began. */
final class Export implements StateExport {
    private final SequencedMap<Device, Integer> left = new LinkedHashMap<>(); // device to its place among all
    private final Queue<byte[]> ready = new ArrayDeque<>();

    Export(byte[] head, Collection<Device> devices) {
        ready.add(head);
        devices.forEach(device -> left.put(device, left.size()));
    }

    /** Called before anything of the device changes. */
    void beforeChange(Device device) {
        Integer place = left.remove(device);
        if (place != null) {
            ready.add(StateCodec.entry(device, place));
        }
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
        out.accept(StateCodec.entry(device.getKey(), device.getValue()));
        return true;
    }

    @Override
    public void abandon() {
        left.clear();
        ready.clear();
    }
}
