package io.twinbit.app.gateway;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wall clock for all that is stamped on its way into the journal. When it steps ahead of the time that has passed, because
 * the machine learned the time or woke from sleep, whoever asks for the time gets it only after {@code steppedTo} was told: the
 * time that was stepped over is then nobody's silence. Any thread.
 */
final class StepWatch implements LongSupplier {
    private static final Logger LOG = LoggerFactory.getLogger(StepWatch.class);
    private static final long TOLERANCE_US = TimeUnit.SECONDS.toMicros(1);

    private final LongSupplier wallUs;
    private final LongSupplier passedNs;
    private final LongConsumer steppedTo;
    private long offsetUs; // of the wall clock from the time that has passed, at the last look

    StepWatch(LongSupplier wallUs, LongSupplier passedNs, LongConsumer steppedTo) {
        this.wallUs = wallUs;
        this.passedNs = passedNs;
        this.steppedTo = steppedTo;
        this.offsetUs = wallUs.getAsLong() - TimeUnit.NANOSECONDS.toMicros(passedNs.getAsLong());
    }

    @Override
    public synchronized long getAsLong() {
        long nowUs = wallUs.getAsLong();
        long nowOffsetUs = nowUs - TimeUnit.NANOSECONDS.toMicros(passedNs.getAsLong());
        long stepUs = nowOffsetUs - offsetUs;
        offsetUs = nowOffsetUs;
        if (stepUs > TOLERANCE_US) {
            LOG.warn("the clock stepped ahead by {} s", TimeUnit.MICROSECONDS.toSeconds(stepUs));
            steppedTo.accept(nowUs);
        }
        return nowUs;
    }
}
