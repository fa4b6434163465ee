package io.twinbit.flow.decide;

/**
 * What keeps a label from flickering.
 *
 * @param hysteresis how far a score must fall below the limit, or another rise above it, to end a label in force
 * @param agreeWindows a new label needs this many …
 * @param ofWindows … of the last so many windows
 * @param minHoldMs and the old one in force for this long
 */
public record Steadiness(float hysteresis, int agreeWindows, int ofWindows, long minHoldMs) {
    public static final int MAX_WINDOWS = 256;

    /** Every window decides by itself. */
    public static final Steadiness NONE = new Steadiness(0, 1, 1, 0);
}
