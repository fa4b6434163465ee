package io.twinbit.flow.pipeline;

import io.twinbit.flow.decide.Decider;
import io.twinbit.flow.decode.Cause;
import io.twinbit.flow.decode.Decoder;
import io.twinbit.flow.decode.Decoding;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Resumed;
import io.twinbit.flow.signal.Samples;
import io.twinbit.flow.signal.Tick;
import io.twinbit.flow.signal.Window;
import io.twinbit.nn.engine.Interpreter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The whole path from message to decision as one object: decode, put into windows, preprocess, quantize into the
 * interpreter's input, infer, decide. A function of what it was given: no I/O, no clock. One thread owns it.
 *
 * <p>Bad input is an {@link Outcome}. An exception that leaves it is a bug.
 */
public final class Pipeline {
    private final PipelineSpec spec;
    private final Definition definition;
    private final Addressing addressing;
    private final Decoder decoder;
    private final Devices devices;
    private final Continuity continuity;
    private final Counters counters = new Counters();
    private Consumer<Outcome> out = _ -> { };

    /**
     * Checks everything once.
     *
     * @throws PipelineSpecException with all that is wrong in the specification or does not fit the network
     */
    public Pipeline(PipelineSpec spec, Interpreter interpreter, String arithmeticId) {
        List<PipelineSpec.Problem> problems = new ArrayList<>(spec.problems());
        problems.addAll(NetworkChecks.of(spec, interpreter));
        if (!problems.isEmpty()) {
            throw new PipelineSpecException(spec.name(), problems);
        }
        Decider decider = Decider.of(spec.rule(), spec.steadiness(), spec.labels());
        this.spec = spec;
        NetworkState network = NetworkState.of(interpreter);
        this.definition = Definition.of(spec, arithmeticId, network.bytes());
        this.addressing = Addressing.of(spec);
        this.decoder = Decoder.of(spec.decoder());
        this.devices = new Devices(spec, addressing, decider, network, this::emit);
        this.continuity = new Continuity(spec, new Inference(spec, interpreter, arithmeticId, decider), this::emit);
    }

    private void emit(Outcome outcome) {
        counters.count(outcome);
        out.accept(outcome);
    }

    public PipelineSpec spec() {
        return spec;
    }

    /** Whether messages of this topic belong here. */
    public boolean matches(String messageTopic) {
        return addressing.matches(messageTopic);
    }

    /** Takes a message whose topic {@linkplain #matches matches}. */
    public void accept(Message message, Consumer<Outcome> consumer) {
        out = consumer;
        counters.message();
        Device device = devices.heard(message);
        switch (decoder.decode(message.payload())) {
            case Decoding.Malformed m -> emit(new Outcome.DeadLetter(message, m.cause(), m.offset(), m.detail()));
            case Decoding.Decoded d -> {
                if (!d.samples().timestamped()) {
                    d.samples().stampArrival(message.receivedAtUs(), spec.decoder().stream().sampleIntervalUs());
                }
                take(device, message, d.samples());
            }
        }
    }

    /** Takes samples that were decoded elsewhere, with their times. When they arrived nobody knows: no device falls silent. */
    public void acceptSamples(String device, long position, Samples samples, Consumer<Outcome> consumer) {
        out = consumer;
        counters.message();
        Message message = addressing.message(device, position);
        take(devices.heard(message), message, samples);
    }

    private void take(@Nullable Device known, Message message, Samples samples) {
        Device device = known == null ? admitted(message) : known;
        if (device != null) {
            continuity.take(device, message, samples);
        }
    }

    /** A device that is heard for the first time; null, and a dead letter, when it has no place. */
    private @Nullable Device admitted(Message message) {
        return switch (addressing.device(message)) {
            case Addressing.Unnamed(Cause cause, String detail) -> {
                emit(new Outcome.DeadLetter(message, cause, -1, detail));
                yield null;
            }
            case Addressing.Named(String name) -> admitted(name, message);
        };
    }

    private @Nullable Device admitted(String name, Message message) {
        Device device = devices.admit(name, message);
        if (device == null) {
            emit(new Outcome.DeadLetter(message, Cause.TOO_MANY_DEVICES, -1,
                    spec.maxDevices() + " devices are here already (max_devices)"));
        }
        return device;
    }

    /** Takes the passing of time: devices fall silent and are forgotten. */
    public void tick(Tick tick, Consumer<Outcome> consumer) {
        out = consumer;
        devices.tick(tick.atUs());
    }

    /** Takes that listening began (again): nobody was silent before. */
    public void resumed(Resumed resumed) {
        devices.resumed(resumed.atUs());
    }

    /** Whether a tick at this time would change anything; if not, it need not be taken nor kept. */
    public boolean isDue(long nowUs) {
        return devices.isDue(nowUs);
    }

    /** Counts by name since the pipeline, or the one whose state it goes on from, was made: {@code messages}, {@code results}, {@code dead_letters}, … */
    public Map<String, Long> counters() {
        return counters.byName();
    }

    /** All devices that have a place. */
    public List<DeviceView> devices() {
        return devices.all().stream().map(Device::view).toList();
    }

    /** A device's newest samples; null when there are none. */
    public @Nullable WindowView window(String device) {
        Device found = devices.find(device);
        return found == null || found.window.held() == 0 ? null : copy(found.window);
    }

    private static WindowView copy(Window window) {
        float[][] values = new float[window.features()][window.held()];
        for (int f = 0; f < window.features(); f++) {
            for (int i = 0; i < window.held(); i++) {
                values[f][i] = window.value(i, f);
            }
        }
        return new WindowView(window.timeUs(window.held() - 1), values);
    }

    /** 16 hex digits, equal for pipelines of the same definition: all of the specification, and the network's arithmetic. */
    public String definitionHash() {
        return definition.hash();
    }

    /** Begins to export the state as it is now. The export before it, if it is not complete, is abandoned. */
    public StateExport beginExport() {
        return devices.beginExport(definition, counters);
    }

    /**
     * Takes the place of the state, counters included; what follows has the outcomes that the exporting pipeline would have.
     *
     * @param entries of one {@link StateExport}, the head first, the others in any order
     * @throws PipelineStateException when they are damaged, not all there, or of another definition; nothing changed then
     */
    public void restoreState(Iterator<byte[]> entries) {
        StateCodec.State state = StateCodec.read(entries, definition, spec.maxDevices(), devices::make);
        devices.replace(state);
        counters.restore(state.counters());
    }
}
