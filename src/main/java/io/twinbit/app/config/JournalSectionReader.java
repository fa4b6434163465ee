package io.twinbit.app.config;

import io.twinbit.app.config.GatewayConfig.Journal;
import io.twinbit.app.config.GatewayConfig.OnFull;

/** Reads {@code [journal]}. */
final class JournalSectionReader {
    private static final long MIB = 1 << 20;
    private static final long MAX_BYTES = 1L << 40;
    private static final long MAX_AGE_S = 10L * 365 * 86_400;
    private static final int MIN_SEGMENT_BYTES = 256 << 10;
    private static final int MAX_SEGMENT_BYTES = 256 << 20;
    /** At the cap whole segments go, or are waited for. */
    private static final int MIN_SEGMENTS = 4;

    private final Section section;

    JournalSectionReader(Section section) {
        this.section = section;
    }

    Journal read() {
        Journal journal = new Journal(
                section.integer("max_bytes", 256 * MIB, MIB, MAX_BYTES),
                section.integer("max_age_s", 0, 0, MAX_AGE_S),
                (int) section.integer("segment_bytes", 8 * MIB, MIN_SEGMENT_BYTES, MAX_SEGMENT_BYTES),
                section.choice("on_full", OnFull.BLOCK),
                section.integer("dead_letter_max_bytes", 64 * MIB, MIB, MAX_BYTES),
                section.integer("checkpoint_every_s", 60, 1, 86_400));
        if (journal.maxBytes() / MIN_SEGMENTS < journal.segmentBytes()) {
            section.problem(
                    section.has("max_bytes") ? "max_bytes" : "segment_bytes",
                    "found max_bytes " + journal.maxBytes() + " and segment_bytes " + journal.segmentBytes() + ", expected room for "
                            + MIN_SEGMENTS + " segments: at least " + (long) MIN_SEGMENTS * journal.segmentBytes());
        }
        section.reportUnknownKeys();
        return journal;
    }
}
