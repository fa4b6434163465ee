package io.twinbit.flow.pipeline;

import io.twinbit.flow.decide.Decision;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one window: section 3 of {@code docs/wire-contract.md}. Nobody changes the arrays.
 *
 * @param firstTimestampUs time of the window's oldest sample, microseconds since 1970
 * @param lastTimestampUs of its newest
 * @param outputs integers of the network's first output; null with a reconstruction and when they are no integers
 * @param scores their real values; null unless configured
 * @param messageId 32 hex digits, equal for a repeated delivery
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Result(
        String pipeline,
        String device,
        Decision decision,
        long firstTimestampUs,
        long lastTimestampUs,
        int @Nullable [] outputs,
        float @Nullable [] scores,
        String arithmeticId,
        String messageId,
        Health health)
        implements Outcome {}
