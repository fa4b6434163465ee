package io.twinbit.flow.pipeline;

import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decide.Steadiness;
import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.signal.Preprocess;
import io.twinbit.flow.signal.WindowSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the configuration says of one pipeline, as {@code docs/wire-contract.md} names it.
 *
 * @param topic filter of which one level is {@code +}, the device; with a property that names the device there may be none
 * @param properties user properties of a message that mean something
 * @param labels of the network's outputs, in their order; empty for a rule that has its own
 * @param scores results carry the outputs' real values
 * @param calibration the range that the network was calibrated with
 * @param maxDevices messages of further devices are refused
 * @param silenceAfterMs 0: never
 * @param forgetAfterMs 0: never
 */
public record PipelineSpec(
        String name,
        String topic,
        UserProperties properties,
        List<String> labels,
        DecoderSpec decoder,
        WindowSpec window,
        Preprocess preprocess,
        Rule rule,
        Steadiness steadiness,
        boolean scores,
        @Nullable Calibration calibration,
        int maxDevices,
        long silenceAfterMs,
        long forgetAfterMs) {
    public PipelineSpec {
        labels = List.copyOf(labels);
    }

    /**
     * Names of user properties, beside the payload.
     *
     * @param device names the device, instead of a level of the topic
     * @param identity is another for every message of a device, and the same when a message comes again; looked at only in
     *     messages without a sequence number and a timestamp
     */
    public record UserProperties(@Nullable String device, @Nullable String identity) {
        public static final UserProperties NONE = new UserProperties(null, null);

        /** All of them: what a source has to hand over. */
        public Set<String> names() {
            return Stream.of(device, identity).flatMap(Stream::ofNullable).collect(Collectors.toUnmodifiableSet());
        }
    }

    /** Lowest and highest calibrated value of each feature, before preprocessing. */
    public record Calibration(List<Float> min, List<Float> max) {
        public Calibration {
            min = List.copyOf(min);
            max = List.copyOf(max);
        }
    }

    /** Something that cannot be, with its key relative to the pipeline, e.g. {@code window.hop_samples}. */
    public record Problem(String key, String text) {
        @Override
        public String toString() {
            return key + ": " + text;
        }
    }

    /** All that is wrong in itself, without a look at the network. */
    public List<Problem> problems() {
        return SpecChecks.of(this);
    }
}
