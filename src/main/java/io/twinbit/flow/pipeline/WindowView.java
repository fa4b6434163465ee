package io.twinbit.flow.pipeline;

/**
 * The newest samples of a device, a window's length at most, as decoded.
 *
 * @param lastTimestampUs time of the newest
 * @param values (features, samples), oldest first; a copy
 */
@SuppressWarnings("ArrayRecordComponent") // a copy to show, never compared
public record WindowView(long lastTimestampUs, float[][] values) {}
