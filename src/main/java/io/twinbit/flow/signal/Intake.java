package io.twinbit.flow.signal;

/** What enters a pipeline, in one order: live, in a replay and out of the journal alike. */
public sealed interface Intake permits Message, Tick, Resumed {
    /** Its place in the gateway's intake: increasing, unique over the gateway's life, the same in a replay. */
    long position();
}
