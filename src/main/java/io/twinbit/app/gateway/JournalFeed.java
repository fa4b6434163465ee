package io.twinbit.app.gateway;

import io.twinbit.flow.signal.Intake;
import io.twinbit.link.journal.JournalReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the journal holds, record by record, to the loop. A disk that does not give it is asked again each second, and after
 * {@value #MAX_FAILURES} times the daemon ends: the next start sets aside what cannot be read. On the loop's thread.
 */
final class JournalFeed {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFeed.class);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_FAILURES = 10;

    private final JournalReader reader;
    private int failures;
    private long retryAtNs;

    JournalFeed(JournalReader reader) {
        this.reader = reader;
    }

    /** Goes to the first record behind this position. */
    void seek(long afterPosition) {
        try {
            reader.seek(afterPosition);
        } catch (IOException e) {
            throw new StateUnavailableException("the journal cannot be read", e);
        }
    }

    /** The next durable record; null when there is none yet. */
    @Nullable Intake next(long nowNs) {
        if (failures > 0 && nowNs - retryAtNs < 0) {
            return null;
        }
        try {
            Intake intake = reader.poll();
            failures = 0;
            return intake;
        } catch (IOException e) {
            failed(e, nowNs);
            return null;
        }
    }

    private void failed(IOException e, long nowNs) {
        failures++;
        if (failures == MAX_FAILURES) {
            throw new StateUnavailableException("the journal cannot be read behind position " + reader.position(), e);
        }
        LOG.warn("the journal cannot be read behind position {}, attempt {}: {}", reader.position(), failures, e.getMessage());
        retryAtNs = nowNs + RETRY_NS;
        seek(reader.position());
    }

    /** Whether the disk gave what it was asked for last; if not, that {@link #next} gives nothing means nothing. */
    boolean isReadable() {
        return failures == 0;
    }
}
