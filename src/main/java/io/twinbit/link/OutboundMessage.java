package io.twinbit.link;

/**
 * A message to a sink.
 *
 * @param retained the peer keeps the newest of the topic for late subscribers
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes on the hot path; never compared
public record OutboundMessage(String topic, byte[] payload, boolean retained) {}
