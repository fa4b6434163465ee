package io.twinbit.link.mqtt;

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

    /** As the configuration has it. */
    @Override
    public String toString() {
        return text;
    }
}
