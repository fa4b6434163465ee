package io.twinbit.link.journal;

import java.util.concurrent.atomic.LongAdder;

/** What is counted, by whichever thread. */
final class Tallies {
    final LongAdder messages = new LongAdder();
    final LongAdder commits = new LongAdder();
    final LongAdder writtenBytes = new LongAdder();
    final LongAdder droppedOldest = new LongAdder();
    final LongAdder droppedNewest = new LongAdder();
    final LongAdder expired = new LongAdder();
    final LongAdder ioErrors = new LongAdder();
    final LongAdder skippedBytes = new LongAdder();
    final LongAdder nameless = new LongAdder();

    JournalState.Counters counters() {
        return new JournalState.Counters(
                messages.sum(), commits.sum(), writtenBytes.sum(), droppedOldest.sum(), droppedNewest.sum(), expired.sum(),
                ioErrors.sum(), skippedBytes.sum(), nameless.sum());
    }
}
