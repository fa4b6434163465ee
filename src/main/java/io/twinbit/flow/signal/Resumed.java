package io.twinbit.flow.signal;

/**
 * Listening began, or began again: the time before, in which nothing could be heard, is no silence of any device.
 *
 * @param atUs wall clock, microseconds since 1970
 */
public record Resumed(long position, long atUs) implements Intake {}
