package io.twinbit.flow.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * How far a window can be trusted, a feature each.
 *
 * @param clippedPct share of the values that the input's integer range cut off; null when the input is no integers
 * @param stuck all values are equal
 * @param outOfRangePct share outside the calibration range; null when none is configured
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Health(float @Nullable [] clippedPct, boolean[] stuck, float @Nullable [] outOfRangePct) {}
