package io.twinbit.link.journal;

import org.jspecify.annotations.Nullable;

/**
 * A file of a state directory, as it was found.
 *
 * @param file as {@code intake/00001700000000000000.twr}
 * @param firstPosition of what it holds
 * @param lastPosition of what it holds; one before the first when that is nothing
 * @param count messages in a segment, pipelines in a checkpoint, letters in a file of dead letters
 * @param newestAtUs wall clock of the newest record, microseconds since 1970; 0 when that is not known
 * @param fault the first; null when the file is whole
 */
public record SurveyedFile(
        String file, long bytes, long firstPosition, long lastPosition, long count, long newestAtUs, @Nullable Fault fault) {
    /**
     * What is wrong.
     *
     * @param offset in the file
     */
    public record Fault(long offset, String reason) {}

    /** A file of which the disk gives nothing. */
    static SurveyedFile unreadable(String file, String reason) {
        return new SurveyedFile(file, 0, 0, -1, 0, 0, new Fault(0, reason));
    }
}
