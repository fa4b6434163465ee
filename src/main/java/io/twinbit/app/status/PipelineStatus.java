package io.twinbit.app.status;

import java.util.List;
import java.util.Map;

/**
 * One pipeline.
 *
 * @param topic its subscription, as configured
 * @param messagesPerS messages taken, a second, over the last few seconds
 * @param latencyP50Us from the arrival of the message that completes a window to its result handed to the sink; 0 without any
 * @param counters by cause; those of the pipeline go on with its state over a restart
 * @param deadLetters the newest ones, newest first
 */
public record PipelineStatus(
        String name,
        String topic,
        StreamCard stream,
        NetworkCard network,
        DecisionCard decision,
        List<DeviceStatus> devices,
        double messagesPerS,
        double resultsPerS,
        long latencyP50Us,
        long latencyP99Us,
        Map<String, Long> counters,
        List<DeadLetter> deadLetters) {
    public PipelineStatus {
        devices = List.copyOf(devices);
        counters = Map.copyOf(counters);
        deadLetters = List.copyOf(deadLetters);
    }
}
