package io.twinbit.flow.pipeline;

import io.twinbit.flow.decide.Decider;
import io.twinbit.flow.signal.Window;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a pipeline, at most {@code max_devices}, in the order they came. Time passes by ticks for all and by a
 * message for its own device, before it is taken.
 *
 * <p>Who is silent loses its half window only when nothing but the silence tells that something may be missing.
 */
final class Devices {
    private final Map<String, Device> byTopic = new LinkedHashMap<>();
    private final PipelineSpec spec;
    private final TopicPattern topic;
    private final Decider decider;
    private final Consumer<Outcome> out;
    private @Nullable Export export;

    Devices(PipelineSpec spec, TopicPattern topic, Decider decider, Consumer<Outcome> out) {
        this.spec = spec;
        this.topic = topic;
        this.decider = decider;
        this.out = out;
    }

    Collection<Device> all() {
        return byTopic.values();
    }

    @Nullable Device find(String name) {
        return byTopic.get(topic.topic(name));
    }

    /** A device without any state, not yet among these. */
    Device make(String name) {
        int features = spec.decoder().stream().features().size();
        return new Device(name, new Window(spec.window(), features), decider.newState());
    }

    StateExport beginExport(byte[] head) {
        if (export != null) {
            export.abandon();
        }
        export = new Export(head, byTopic.values());
        return export;
    }

    /** Whatever changes a device calls this first. */
    private void beforeChange(Device device) {
        if (export != null) {
            export.beforeChange(device);
        }
    }

    void replace(List<Device> devices) {
        byTopic.clear();
        devices.forEach(device -> byTopic.put(topic.topic(device.name), device));
    }

    /** The device of a message that arrived, and is now free to change; null when it is not known, or was forgotten just now. */
    @Nullable Device heard(String messageTopic, long atUs) {
        Device device = byTopic.get(messageTopic);
        if (device == null) {
            return null;
        }
        if (isOver(spec.forgetAfterMs(), device, atUs)) {
            byTopic.remove(messageTopic);
            forgotten(device);
            return null;
        }
        beforeChange(device);
        silence(device, atUs);
        device.silent = false;
        device.lastHeardUs = atUs;
        return device;
    }

    private static boolean isOver(long afterMs, Device device, long nowUs) {
        return afterMs > 0 && nowUs - device.lastHeardUs >= afterMs * 1000;
    }

    private void silence(Device device, long nowUs) {
        if (!device.silent && isOver(spec.silenceAfterMs(), device, nowUs)) {
            beforeChange(device);
            device.silent = true;
            int dropped = spec.decoder().tellsGaps() ? 0 : device.window.reset();
            out.accept(new Outcome.Silent(device.name, device.lastHeardUs, dropped));
        }
    }

    void tick(long nowUs) {
        forget(nowUs);
        byTopic.values().forEach(device -> silence(device, nowUs));
    }

    /** Whether a tick would silence or forget a device. */
    boolean isDue(long nowUs) {
        for (Device device : byTopic.values()) {
            if (isOver(spec.forgetAfterMs(), device, nowUs)
                    || (!device.silent && isOver(spec.silenceAfterMs(), device, nowUs))) {
                return true;
            }
        }
        return false;
    }

    /** Time in which we did not listen is nobody's silence. */
    void resumed(long atUs) {
        for (Device device : byTopic.values()) {
            beforeChange(device);
            device.lastHeardUs = Math.max(device.lastHeardUs, atUs);
        }
    }

    private void forget(long nowUs) {
        for (Iterator<Device> all = byTopic.values().iterator(); all.hasNext(); ) {
            Device device = all.next();
            if (isOver(spec.forgetAfterMs(), device, nowUs)) {
                all.remove();
                forgotten(device);
            }
        }
    }

    private void forgotten(Device device) {
        out.accept(new Outcome.Forgotten(device.name, device.lastHeardUs, device.window.waiting()));
    }

    /** A new device; null when there is no place, not even one of a device that is to be forgotten by now. */
    @Nullable Device admit(String name, long atUs) {
        if (byTopic.size() >= spec.maxDevices()) {
            forget(atUs);
        }
        if (byTopic.size() >= spec.maxDevices()) {
            return null;
        }
        Device device = make(name);
        device.lastHeardUs = atUs;
        byTopic.put(topic.topic(name), device);
        return device;
    }
}
