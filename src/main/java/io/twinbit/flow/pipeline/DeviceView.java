package io.twinbit.flow.pipeline;

import io.twinbit.flow.decide.Decision;
import org.jspecify.annotations.Nullable;

/**
 * A device as the status shows it.
 *
 * @param lastHeardUs arrival of its newest message, microseconds since 1970
 * @param newest what its newest result says since the pipeline was made; null before the first
 */
public record DeviceView(String device, long lastHeardUs, boolean silent, @Nullable Decision newest) {}
