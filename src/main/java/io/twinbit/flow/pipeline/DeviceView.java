package io.twinbit.flow.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * A device as the status shows it.
 *
 * @param lastHeardUs arrival of its newest message, microseconds since 1970
 * @param newest its newest result since the pipeline was made; null before the first
 */
public record DeviceView(String device, long lastHeardUs, boolean silent, @Nullable Result newest) {}
