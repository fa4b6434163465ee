package io.twinbit.link;

import java.util.Objects;

/**
 * What a source hands over: a message without a position yet, and the receipt that acknowledges it.
 *
 * @param receivedAtUs wall clock at arrival, microseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes on the hot path; never compared
public record Delivery(String topic, byte[] payload, long receivedAtUs, Receipt receipt) {
    public Delivery {
        Objects.requireNonNull(receipt, "receipt");
    }
}
