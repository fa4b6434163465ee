package io.twinbit.app.status;

import java.util.List;

/**
 * The newest window of a watched device, as decoded, before preprocessing.
 *
 * @param lastTimestampUs time of the newest sample, microseconds since 1970
 * @param values (features, samples), oldest sample first; handed over, so nobody writes to it any more
 */
@SuppressWarnings("ArrayRecordComponent") // a window of samples; never compared
public record Trace(List<String> features, long sampleIntervalUs, long lastTimestampUs, float[][] values) {
    public Trace {
        features = List.copyOf(features);
        if (values.length != features.size()) {
            throw new IllegalArgumentException(values.length + " rows of values, " + features.size() + " features");
        }
    }
}
