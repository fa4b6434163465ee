package io.twinbit.flow.signal;

import java.util.List;

/**
 * What a device sends.
 *
 * @param features names of the values of one sample, in the order of the network's input
 * @param sampleIntervalUs nominal time from one sample to the next, microseconds
 */
public record StreamSpec(List<String> features, long sampleIntervalUs) {
    public StreamSpec {
        features = List.copyOf(features);
    }
}
