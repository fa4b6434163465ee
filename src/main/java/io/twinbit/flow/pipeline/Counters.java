package io.twinbit.flow.pipeline;

import io.twinbit.flow.decode.Cause;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what comes in and every outcome on its way out. */
final class Counters {
    private final Map<Cause, Long> byCause = new EnumMap<>(Cause.class);
    private long messages;
    private long results;
    private long deadLetters;
    private long gaps;
    private long missingSamples;
    private long filledSamples;
    private long droppedSamples;
    private long duplicates;
    private long duplicateSamples;
    private long restarts;
    private long silences;
    private long forgotten;

    void message() {
        messages++;
    }

    void count(Outcome outcome) {
        switch (outcome) {
            case Result _ -> results++;
            case Outcome.DeadLetter letter -> {
                deadLetters++;
                byCause.merge(letter.cause(), 1L, Long::sum);
            }
            case Outcome.Gap gap -> count(gap);
            case Outcome.Duplicate duplicate -> {
                duplicates++;
                duplicateSamples += duplicate.samples();
            }
            case Outcome.Restarted restarted -> {
                restarts++;
                droppedSamples += restarted.droppedSamples();
            }
            case Outcome.Silent silent -> {
                silences++;
                droppedSamples += silent.droppedSamples();
            }
            case Outcome.Forgotten _ -> forgotten++;
        }
    }

    private void count(Outcome.Gap gap) {
        gaps++;
        missingSamples += gap.missingSamples();
        filledSamples += gap.filledSamples();
        droppedSamples += gap.droppedSamples();
    }

    Map<String, Long> byName() {
        Map<String, Long> byName = new LinkedHashMap<>();
        byName.put("messages", messages);
        byName.put("results", results);
        byName.put("dead_letters", deadLetters);
        byName.put("gaps", gaps);
        byName.put("missing_samples", missingSamples);
        byName.put("filled_samples", filledSamples);
        byName.put("dropped_samples", droppedSamples);
        byName.put("duplicates", duplicates);
        byName.put("duplicate_samples", duplicateSamples);
        byName.put("restarts", restarts);
        byName.put("silences", silences);
        byName.put("forgotten", forgotten);
        byCause.forEach((cause, count) -> byName.put(cause.label(), count));
        return byName;
    }
}
