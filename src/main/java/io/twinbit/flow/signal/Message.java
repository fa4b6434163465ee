package io.twinbit.flow.signal;

/**
 * One raw message as it came in.
 *
 * @param position as in {@link Intake}
 * @param topic where it came from, with the device in one of its levels
 * @param payload the bytes; nobody changes them
 * @param receivedAtUs wall clock at arrival, microseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes on the hot path; never compared
public record Message(long position, String topic, byte[] payload, long receivedAtUs) implements Intake {}
