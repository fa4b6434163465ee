package io.twinbit.flow.pipeline;

import io.twinbit.flow.decode.Cause;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Counts what comes in and every outcome on its way out. */
@SuppressWarnings("EnumOrdinal") // in memory only: files have names
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

    private final long[] byKind = new long[Kind.values().length];
    private final long[] byCause = new long[Cause.values().length];

    void message() {
        add(Kind.MESSAGES, 1);
    }

    private void add(Kind kind, long count) {
        byKind[kind.ordinal()] += count;
    }

    void count(Outcome outcome) {
        switch (outcome) {
            case Result _ -> add(Kind.RESULTS, 1);
            case Outcome.DeadLetter letter -> {
                add(Kind.DEAD_LETTERS, 1);
                byCause[letter.cause().ordinal()]++;
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
        for (Kind kind : Kind.values()) {
            byName.put(kind.label(), byKind[kind.ordinal()]);
        }
        for (Cause cause : Cause.values()) {
            if (byCause[cause.ordinal()] > 0) {
                byName.put(cause.label(), byCause[cause.ordinal()]);
            }
        }
        return byName;
    }

    /** Goes on from these counts. */
    void restore(Map<String, Long> byName) {
        for (Kind kind : Kind.values()) {
            byKind[kind.ordinal()] = byName.getOrDefault(kind.label(), 0L);
        }
        for (Cause cause : Cause.values()) {
            byCause[cause.ordinal()] = byName.getOrDefault(cause.label(), 0L);
        }
    }
}
