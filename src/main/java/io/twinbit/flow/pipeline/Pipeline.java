package io.twinbit.flow.pipeline;

import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Samples;
import io.twinbit.flow.signal.Tick;
import io.twinbit.nn.engine.Interpreter;
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
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class Pipeline {
    private final PipelineSpec spec;

    /**
     * Checks everything once.
     *
     * @throws PipelineSpecException with all that is wrong in the specification or does not fit the network
     */
    public Pipeline(PipelineSpec spec, Interpreter interpreter, String arithmeticId) {
        this.spec = spec;
        throw new UnsupportedOperationException(interpreter + arithmeticId);
    }

    public PipelineSpec spec() {
        return spec;
    }

    /** Whether messages of this topic belong here. */
    public boolean matches(String topic) {
        return topic.isEmpty();
    }

    /** Takes a message whose topic {@linkplain #matches matches}. */
    public void accept(Message message, Consumer<Outcome> out) {
        throw new UnsupportedOperationException();
    }

    /** Takes samples that were decoded elsewhere, with their times; the last time is also when they arrived. */
    public void acceptSamples(String device, long position, Samples samples, Consumer<Outcome> out) {
        throw new UnsupportedOperationException();
    }

    /** Takes the passing of time: devices fall silent and are forgotten. */
    public void tick(Tick tick, Consumer<Outcome> out) {
        throw new UnsupportedOperationException();
    }

    /** Counts by name since this object was made: {@code messages}, {@code results}, {@code dead_letters}, … */
    public Map<String, Long> counters() {
        throw new UnsupportedOperationException();
    }

    /** All devices that have a place. */
    public List<DeviceView> devices() {
        throw new UnsupportedOperationException();
    }

    /** A device's newest samples; null when there are none. */
    public @Nullable WindowView window(String device) {
        throw new UnsupportedOperationException();
    }

    /** A device's newest result; null before the first. */
    public @Nullable Result newest(String device) {
        throw new UnsupportedOperationException();
    }

    /** State of all devices: windows, rules, last sequence number and time. */
    public byte[] exportState() {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes the place of the state of all devices; what follows has the outcomes that the exporting pipeline would have.
     *
     * @throws PipelineStateException when the bytes are damaged or of a pipeline with other windows or rules; nothing changed then
     */
    public void restoreState(byte[] state) {
        throw new UnsupportedOperationException();
    }
}
