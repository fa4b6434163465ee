package io.twinbit.link.journal;

/**
 * The bounds of a journal.
 *
 * @param maxBytes of all segment files together
 * @param maxAgeS segments whose newest record is older are dropped, whoever still wants them; 0: never
 * @param segmentBytes of a segment's file; more only when one commit needs more
 * @param maxCommitMessages that one force makes durable at most: the window of un-acknowledged messages
 */
public record JournalSettings(long maxBytes, long maxAgeS, int segmentBytes, OnFull onFull, int maxCommitMessages) {
    public static final int USUAL_SEGMENT_BYTES = 8 << 20;
    public static final int MIN_SEGMENT_BYTES = 256 << 10;
    /** At the cap whole segments go or are waited for: fewer would make it a cliff. */
    public static final int MIN_SEGMENTS = 4;

    public JournalSettings {
        if (segmentBytes < MIN_SEGMENT_BYTES) {
            throw new IllegalArgumentException("segmentBytes is " + segmentBytes + ", at least " + MIN_SEGMENT_BYTES);
        }
        if (maxBytes / segmentBytes < MIN_SEGMENTS) {
            throw new IllegalArgumentException(
                    "maxBytes is " + maxBytes + ", at least " + MIN_SEGMENTS + " segments of " + segmentBytes);
        }
        if (maxAgeS < 0 || maxCommitMessages < 1) {
            throw new IllegalArgumentException("maxAgeS is " + maxAgeS + ", maxCommitMessages " + maxCommitMessages);
        }
    }
}
