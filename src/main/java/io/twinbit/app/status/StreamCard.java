package io.twinbit.app.status;

import java.util.List;

/** What a pipeline takes in: one value a feature and sample, {@code windowSamples} at a time, every {@code hopSamples}. */
public record StreamCard(List<String> features, long sampleIntervalUs, int windowSamples, int hopSamples) {
    public StreamCard {
        features = List.copyOf(features);
    }
}
