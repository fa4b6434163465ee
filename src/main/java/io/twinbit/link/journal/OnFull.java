package io.twinbit.link.journal;

/** What happens to a message when the journal may not grow. */
public enum OnFull {
    /** It waits, un-acknowledged, until there is room. */
    BLOCK,
    /** The oldest segment goes, with all that is in it; each message that the pipelines had not taken counts. */
    DROP_OLDEST,
    /** It is acknowledged, dropped and counted. */
    DROP_NEWEST
}
