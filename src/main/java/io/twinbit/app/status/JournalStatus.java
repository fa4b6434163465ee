package io.twinbit.app.status;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lies on the disk, and whether more can be taken. Positions are those of the intake.
 *
 * @param bytes of all files of the journal
 * @param lagMessages on the disk that the pipelines have not taken
 * @param oldestAgeS since the newest message of the oldest file came
 * @param durablePosition everything up to here is on the disk
 * @param confirmedPosition all results up to here are confirmed
 * @param checkpoint the pipelines' state on the disk
 * @param blocked why nothing is taken and acknowledged at the moment; null: it is
 * @param lastError of the disk; null: none so far
 * @param counters by cause, since the start
 */
public record JournalStatus(
        long bytes,
        long maxBytes,
        int segments,
        long lagMessages,
        long oldestAgeS,
        long durablePosition,
        long confirmedPosition,
        Checkpoint checkpoint,
        @Nullable String blocked,
        @Nullable String lastError,
        Map<String, Long> counters,
        Recovered recovered) {
    /**
     * The newest checkpoint.
     *
     * @param position of the intake, up to which it stands for; -1: there is none yet
     * @param bytes of its file; 0: it is of an earlier run
     * @param tookMs from its beginning until it was durable; 0: it is of an earlier run
     */
    public record Checkpoint(long position, long bytes, long tookMs) {}

    /**
     * What the start found.
     *
     * @param messages that were there
     * @param tornBytes cut off the end, for they had never been durable as a whole
     * @param setAside damaged files, each in a sentence with what is kept of it
     */
    public record Recovered(long messages, long tornBytes, List<String> setAside) {
        public Recovered {
            setAside = List.copyOf(setAside);
        }
    }

    public JournalStatus {
        counters = Map.copyOf(counters);
    }

    /** Messages that were dropped, whatever the cause. */
    public long dropped() {
        return counters.getOrDefault("dropped_oldest", 0L)
                + counters.getOrDefault("dropped_newest", 0L)
                + counters.getOrDefault("expired", 0L);
    }
}
