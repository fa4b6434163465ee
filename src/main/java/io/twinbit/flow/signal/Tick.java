package io.twinbit.flow.signal;

/**
 * The passing of time, as data: written into the intake by the shell, so that silence times out alike live and in replay.
 *
 * @param atUs wall clock, microseconds since 1970
 */
public record Tick(long position, long atUs) implements Intake {}
