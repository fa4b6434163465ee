package io.twinbit.link.journal;

import org.jspecify.annotations.Nullable;

/**
 * A journal at a glance. Counters start at 0 with the process.
 *
 * @param bytes of all segment files
 * @param oldestAgeS since the oldest segment's newest record; 0 when there is no record
 * @param durable position up to which everything is on the disk
 * @param cursor position up to which the sinks have confirmed all results
 * @param lag messages on the disk that the pipelines have not taken
 * @param blocked why nothing is taken and acknowledged at the moment; null: it is
 * @param lastError of the disk; null: none so far
 */
public record JournalState(
        long bytes,
        long maxBytes,
        int segments,
        long oldestAgeS,
        long durable,
        long cursor,
        long lag,
        @Nullable String blocked,
        @Nullable String lastError,
        Counters counters) {
    /**
     * What happened so far.
     *
     * @param messages made durable
     * @param commits forces of a segment
     * @param writtenBytes to segment files
     * @param droppedOldest messages that the pipelines had not taken, in segments that made room
     * @param droppedNewest messages that were acknowledged and dropped for want of room
     * @param expired messages that the pipelines had not taken, in segments that were too old
     * @param ioErrors failed writes, forces and creations
     * @param skippedBytes that were no records when they were read
     * @param nameless messages whose topic's name is lost by damage
     */
    public record Counters(
            long messages,
            long commits,
            long writtenBytes,
            long droppedOldest,
            long droppedNewest,
            long expired,
            long ioErrors,
            long skippedBytes,
            long nameless) {}
}
