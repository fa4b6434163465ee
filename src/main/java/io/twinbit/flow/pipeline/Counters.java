package io.twinbit.flow.pipeline;

import io.twinbit.flow.decode.Cause;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts what comes in and every outcome on its way out. */
final class Counters {
    private enum Kind {
        MESSAGES,
        RESULTS,
        DEAD_LETTERS,
        GAPS,
        MISSING_SAMPLES,
        FILLED_SAMPLES,
        DROPPED_SAMPLES,
        DUPLICATES,
        DUPLICATE_SAMPLES,
        RESTARTS,
        SILENCES,
        FORGOTTEN;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final class Count {
        private long value;
    }

    private final Map<Kind, Count> byKind = new EnumMap<>(Kind.class);
    private final Map<Cause, Count> byCause = new EnumMap<>(Cause.class);

    Counters() {
        for (Kind kind : Kind.values()) {
            byKind.put(kind, new Count());
        }
    }

    void message() {
        add(Kind.MESSAGES, 1);
    }

    private void add(Kind kind, long count) {
        of(kind).value += count;
    }

    private Count of(Kind kind) {
        return Objects.requireNonNull(byKind.get(kind));
    }

    void count(Outcome outcome) {
        switch (outcome) {
            case Result _ -> add(Kind.RESULTS, 1);
            case Outcome.DeadLetter letter -> {
                add(Kind.DEAD_LETTERS, 1);
                byCause.computeIfAbsent(letter.cause(), _ -> new Count()).value++;
            }
            case Outcome.Gap gap -> count(gap);
            case Outcome.Duplicate duplicate -> {
                add(Kind.DUPLICATES, 1);
                add(Kind.DUPLICATE_SAMPLES, duplicate.samples());
            }
            case Outcome.Restarted restarted -> {
                add(Kind.RESTARTS, 1);
                add(Kind.DROPPED_SAMPLES, restarted.droppedSamples());
            }
            case Outcome.Silent silent -> {
                add(Kind.SILENCES, 1);
                add(Kind.DROPPED_SAMPLES, silent.droppedSamples());
            }
            case Outcome.Forgotten forgotten -> {
                add(Kind.FORGOTTEN, 1);
                add(Kind.DROPPED_SAMPLES, forgotten.droppedSamples());
            }
        }
    }

    private void count(Outcome.Gap gap) {
        add(Kind.GAPS, 1);
        add(Kind.MISSING_SAMPLES, gap.missingSamples());
        add(Kind.FILLED_SAMPLES, gap.filledSamples());
        add(Kind.DROPPED_SAMPLES, gap.droppedSamples());
    }

    /** Causes only when they were there. */
    Map<String, Long> byName() {
        Map<String, Long> byName = new LinkedHashMap<>();
        byKind.forEach((kind, count) -> byName.put(kind.label(), count.value));
        byCause.forEach((cause, count) -> byName.put(cause.label(), count.value));
        return byName;
    }

    /** Goes on from these counts. */
    void restore(Map<String, Long> byName) {
        byKind.forEach((kind, count) -> count.value = byName.getOrDefault(kind.label(), 0L));
        byCause.clear();
        for (Cause cause : Cause.values()) {
            Long count = byName.get(cause.label());
            if (count != null) {
                byCause.computeIfAbsent(cause, _ -> new Count()).value = count;
            }
        }
    }
}
