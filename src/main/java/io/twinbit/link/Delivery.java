package io.twinbit.link;

import java.util.Map;
import java.util.Objects;

/**
 * What a source hands over: a message without a position yet, and the receipt that acknowledges it.
 *
 * @param receivedAtUs wall clock at arrival, microseconds since 1970
 * @param properties those user properties of the message that the configuration names
 * @param repeated whether the peer says that it may have sent it before (DUP)
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes on the hot path; never compared
public record Delivery(
        String topic,
        byte[] payload,
        long receivedAtUs,
        Map<String, String> properties,
        boolean repeated,
        Receipt receipt) {
    public Delivery {
        Objects.requireNonNull(receipt, "receipt");
        properties = Map.copyOf(properties);
    }

    public Delivery(String topic, byte[] payload, long receivedAtUs, Map<String, String> properties, Receipt receipt) {
        this(topic, payload, receivedAtUs, properties, false, receipt);
    }

    public Delivery(String topic, byte[] payload, long receivedAtUs, Receipt receipt) {
        this(topic, payload, receivedAtUs, Map.of(), false, receipt);
    }
}
