package io.twinbit.link.mqtt;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a broker, and the bounds of what happens then.
 *
 * @param version which MQTT is spoken
 * @param address {@code tcp://host:port}, or {@code ssl://host:port} with TLS
 * @param tls with an {@code ssl} address, and only then
 * @param clientId of the inbound session; the outbound connection is {@code clientId-out}, a probe {@code clientId-check}
 * @param windowMessages un-acknowledged messages at most, in and out each, and never more than {@value #WINDOW_BYTES} bytes of them
 * @param sessionExpiryS how long the broker keeps the inbound session while we are away
 * @param connectTimeoutMs for each of: the connection with its CONNACK, the SUBACK, the PUBACK of the birth message
 * @param keepAliveS a silent peer is noticed after at most three times this
 */
public record MqttSettings(
        MqttVersion version,
        URI address,
        @Nullable TlsSettings tls,
        String clientId,
        int windowMessages,
        long sessionExpiryS,
        long connectTimeoutMs,
        int keepAliveS,
        @Nullable Login login) {
    public static final int DEFAULT_KEEP_ALIVE_S = 10;
    /** Of un-acknowledged messages, in and out each; one that is larger goes alone. */
    static final long WINDOW_BYTES = 8 << 20;

    private static final int MAX_UINT16 = 0xffff;
    private static final long MAX_UINT32 = 0xffff_ffffL;

    public MqttSettings {
        if (!isBroker(address)) {
            throw new IllegalArgumentException("broker address '" + address + "', expected tcp://host:port or ssl://host:port");
        }
        require("ssl".equals(address.getScheme()) == (tls != null), "an address " + address.getScheme() + ":// and TLS " + tls);
        require(!clientId.isEmpty(), "client id is empty");
        require(isIn(windowMessages, 1, MAX_UINT16), "window_messages " + windowMessages + ", expected 1 to 65535");
        require(isIn(sessionExpiryS, 0, MAX_UINT32), "session_expiry_s " + sessionExpiryS + ", expected 0 to 4294967295");
        require(isIn(connectTimeoutMs, 1, Integer.MAX_VALUE), "connect_timeout_ms " + connectTimeoutMs + ", expected 1 or more");
        require(isIn(keepAliveS, 1, MAX_UINT16), "keep_alive_s " + keepAliveS + ", expected 1 to 65535");
    }

    private static boolean isBroker(URI address) {
        String scheme = address.getScheme();
        return ("tcp".equals(scheme) || "ssl".equals(scheme)) && address.getHost() != null && isIn(address.getPort(), 1, MAX_UINT16);
    }

    /** As Paho wants it, which knows nothing of our TLS. */
    String tcpAddress() {
        return "tcp://" + address.getHost() + ":" + address.getPort();
    }

    /** MQTT 5 without TLS. */
    public MqttSettings(
            URI address,
            String clientId,
            int windowMessages,
            long sessionExpiryS,
            long connectTimeoutMs,
            int keepAliveS,
            @Nullable Login login) {
        this(MqttVersion.V5, address, null, clientId, windowMessages, sessionExpiryS, connectTimeoutMs, keepAliveS, login);
    }

    int connectTimeoutS() {
        return Math.toIntExact((connectTimeoutMs + 999) / 1000);
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }

    private static boolean isIn(long value, long min, long max) {
        return value >= min && value <= max;
    }
}
