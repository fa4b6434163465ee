package io.twinbit.app.demo;

import org.jspecify.annotations.Nullable;

/**
 * What a demo came to.
 *
 * @param decisions received off the broker, and so shown
 * @param missingDecisions that should have come and did not within the bound of the stop
 * @param elapsedS how long the devices published
 * @param recording where it is; null when none was asked for
 */
public record DemoSummary(
        long decisions,
        long missingDecisions,
        long changes,
        int devices,
        double elapsedS,
        String page,
        @Nullable String recording) {}
