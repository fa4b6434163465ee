package io.twinbit.flow.signal;

/** What takes the place of samples that are missing. */
public enum GapPolicy {
    /** Nothing: the half window is dropped and a new one begins. */
    RESET,
    /** The last sample, repeated. */
    HOLD,
    /** A straight line from the last sample to the next one, in float32: {@code a + (b - a) * (k / (missing + 1))}. */
    INTERPOLATE
}
