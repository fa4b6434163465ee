package io.twinbit.link.mqtt;

import java.util.stream.Stream;

/** Which MQTT is spoken. */
public enum MqttVersion {
    /** Version 5, which has all that the link makes use of. */
    V5("5"),
    /**
     * Version 3.1.1, for brokers without the newer one. It has no receive maximum (how far a broker sends ahead is the
     * broker's own setting), no session expiry, no properties, no message expiry, no reasons for a refused publish, and it
     * repeats retained messages at each connect.
     */
    V3_1_1("3.1.1");

    private final String text;

    MqttVersion(String text) {
        this.text = text;
    }

    /** The version that is written so. */
    public static MqttVersion of(String text) {
        return Stream.of(values())
                .filter(version -> version.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("MQTT version '" + text + "', expected 5 or 3.1.1"));
    }

    /** As the configuration has it. */
    @Override
    public String toString() {
        return text;
    }
}
