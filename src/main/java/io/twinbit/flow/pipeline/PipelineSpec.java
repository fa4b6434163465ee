package io.twinbit.flow.pipeline;

import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decide.Steadiness;
import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.signal.Preprocess;
import io.twinbit.flow.signal.WindowSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the configuration says of one pipeline, as {@code docs/wire-contract.md} names it.
 *
 * @param topic filter of which one level is {@code +}, the device
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
