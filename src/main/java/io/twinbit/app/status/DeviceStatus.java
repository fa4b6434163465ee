package io.twinbit.app.status;

import org.jspecify.annotations.Nullable;

/**
 * One device of a pipeline.
 *
 * @param lastHeardUs wall clock of its newest message, microseconds since 1970
 * @param silent nothing came for the pipeline's {@code silence_after_ms}
 * @param label in force; null before the first result
 * @param score of the newest result; NaN before
 */
public record DeviceStatus(String device, long lastHeardUs, boolean silent, @Nullable String label, float score) {}
