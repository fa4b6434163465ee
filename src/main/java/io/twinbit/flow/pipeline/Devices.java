package io.twinbit.flow.pipeline;

import io.twinbit.flow.decide.Decider;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Window;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a pipeline, at most {@code max_devices}, in the order they came. Time passes by ticks for all and by a
 * message for its own device, before it is taken.
 *
 * <p>Who is silent loses its half window, and what the network remembers, only when nothing but the silence tells that something may be missing.
 */
final class Devices {
    private final Map<String, Device> byKey = new LinkedHashMap<>();
    private final PastLives past = new PastLives();
    private final PipelineSpec spec;
    private final Addressing addressing;
    private final Decider decider;
    private final NetworkState network;
    private final Consumer<Outcome> out;
    private @Nullable Export export;
    private long listeningSinceUs = Long.MIN_VALUE;

    /** {@code network}: of a device that has had no inference yet. */
    Devices(PipelineSpec spec, Addressing addressing, Decider decider, NetworkState network, Consumer<Outcome> out) {
        this.spec = spec;
        this.addressing = addressing;
        this.decider = decider;
        this.network = network;
        this.out = out;
    }

    Collection<Device> all() {
        return byKey.values();
    }

    @Nullable Device find(String name) {
        return byKey.get(addressing.key(name));
    }

    /** A device without any state, not yet among these. */
    Device make(String name) {
        int features = spec.decoder().stream().features().size();
        return new Device(name, new Window(spec.window(), features), decider.newState(), network.ofAnotherDevice());
    }

    StateExport beginExport(Definition definition, Counters counters) {
        if (export != null) {
            export.abandon();
        }
        byte[] head = StateCodec.head(definition, counters.byName(), past, listeningSinceUs, byKey.size());
        export = new Export(head, byKey.values());
        return export;
    }

    /** Whatever changes more of a device than when it was heard calls this first. */
    private void beforeChange(Device device) {
        if (export != null) {
            export.beforeChange(device);
        }
    }

    void replace(StateCodec.State state) {
        byKey.clear();
        state.devices().forEach(device -> byKey.put(addressing.key(device.name), device));
        past.replace(state.past());
        listeningSinceUs = state.listeningSinceUs();
    }

    /** The device of a message that arrived, and is now free to change; null when it is not known, or was forgotten just now. */
    @Nullable Device heard(Message message) {
        String key = addressing.key(message);
        Device device = key == null ? null : byKey.get(key);
        if (device == null) {
            return null;
        }
        long atUs = heardAtUs(message);
        if (isOver(spec.forgetAfterMs(), device, atUs)) {
            byKey.remove(key);
            forgotten(device);
            return null;
        }
        beforeChange(device);
        silence(device, atUs);
        device.silent = false;
        device.lastHeardUs = atUs;
        return device;
    }

    /** What was stamped before the clock stepped ahead, and comes after that was told, is as of now. */
    private long heardAtUs(Message message) {
        return Math.max(message.receivedAtUs(), listeningSinceUs);
    }

    private static boolean isOver(long afterMs, Device device, long nowUs) {
        return afterMs > 0 && nowUs - device.lastHeardUs >= afterMs * 1000;
    }

    private void silence(Device device, long nowUs) {
        if (!device.silent && isOver(spec.silenceAfterMs(), device, nowUs)) {
            device.silent = true;
            out.accept(new Outcome.Silent(device.name, device.lastHeardUs, droppedBySilence(device)));
        }
    }

    private int droppedBySilence(Device device) {
        if (spec.decoder().tellsGaps() || device.window.held() == 0) {
            return 0;
        }
        beforeChange(device);
        return device.breakOff();
    }

    /** Who was heard later than now was heard now: the clock was set back, and nobody waits until it is there again. */
    void tick(long nowUs) {
        listeningSinceUs = Math.min(listeningSinceUs, nowUs);
        byKey.values().forEach(device -> device.lastHeardUs = Math.min(device.lastHeardUs, nowUs));
        forget(nowUs);
        byKey.values().forEach(device -> silence(device, nowUs));
    }

    /** Whether a tick would change a device. */
    boolean isDue(long nowUs) {
        for (Device device : byKey.values()) {
            if (device.lastHeardUs > nowUs
                    || isOver(spec.forgetAfterMs(), device, nowUs)
                    || (!device.silent && isOver(spec.silenceAfterMs(), device, nowUs))) {
                return true;
            }
        }
        return false;
    }

    /** Time in which we did not listen is nobody's silence. */
    void resumed(long atUs) {
        listeningSinceUs = Math.max(listeningSinceUs, atUs);
        byKey.values().forEach(device -> device.lastHeardUs = Math.max(device.lastHeardUs, atUs));
    }

    private void forget(long nowUs) {
        for (Iterator<Device> all = byKey.values().iterator(); all.hasNext(); ) {
            Device device = all.next();
            if (isOver(spec.forgetAfterMs(), device, nowUs)) {
                all.remove();
                forgotten(device);
            }
        }
    }

    private void forgotten(Device device) {
        past.forgotten(device);
        out.accept(new Outcome.Forgotten(device.name, device.lastHeardUs, device.window.waiting()));
    }

    /** A new device; null when there is no place, not even one of a device that is to be forgotten by now. */
    @Nullable Device admit(String name, Message message) {
        long atUs = heardAtUs(message);
        if (byKey.size() >= spec.maxDevices()) {
            forget(atUs);
        }
        if (byKey.size() >= spec.maxDevices()) {
            return null;
        }
        Device device = make(name);
        device.lastHeardUs = atUs;
        device.lives = past.takeOut(name);
        byKey.put(addressing.key(name), device);
        return device;
    }
}
