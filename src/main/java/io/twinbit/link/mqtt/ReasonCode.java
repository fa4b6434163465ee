package io.twinbit.link.mqtt;

import java.util.HexFormat;
import java.util.Map;

/**
 * The reason codes of MQTT 5 (section 2.4) and the return codes of MQTT 3.1.1's CONNACK (section 3.2.2.3): their names, and
 * what a refusal of a publish means for us. The one failure of MQTT 3.1.1's SUBACK is 0x80 too.
 */
final class ReasonCode {
    static final int QOS_1_GRANTED = 0x01;
    static final int DISCONNECT_NORMALLY = 0x00;
    static final int TOPIC_NAME_INVALID = 0x90;
    static final int PACKET_TOO_LARGE = 0x95;
    private static final int FIRST_FAILURE = 0x80;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int PAYLOAD_FORMAT_INVALID = 0x99;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0x80, "unspecified error"),
            Map.entry(0x81, "malformed packet"),
            Map.entry(0x82, "protocol error"),
            Map.entry(0x83, "implementation specific error"),
            Map.entry(0x84, "unsupported protocol version; try the other mqtt.version"),
            Map.entry(0x85, "client identifier not valid"),
            Map.entry(0x86, "bad user name or password"),
            Map.entry(NOT_AUTHORIZED, "not authorized"),
            Map.entry(0x88, "server unavailable"),
            Map.entry(0x89, "server busy"),
            Map.entry(0x8a, "banned"),
            Map.entry(0x8b, "server shutting down"),
            Map.entry(0x8d, "keep alive timeout"),
            Map.entry(0x8e, "session taken over: another client has the same client_id"),
            Map.entry(0x8f, "topic filter invalid"),
            Map.entry(TOPIC_NAME_INVALID, "topic name invalid"),
            Map.entry(0x91, "packet identifier in use"),
            Map.entry(0x93, "receive maximum exceeded"),
            Map.entry(0x94, "topic alias invalid"),
            Map.entry(PACKET_TOO_LARGE, "packet too large"),
            Map.entry(0x96, "message rate too high"),
            Map.entry(0x97, "quota exceeded"),
            Map.entry(0x98, "administrative action"),
            Map.entry(PAYLOAD_FORMAT_INVALID, "payload format invalid"),
            Map.entry(0x9b, "QoS not supported"),
            Map.entry(0x9c, "use another server"),
            Map.entry(0x9d, "server moved"),
            Map.entry(0x9e, "shared subscriptions not supported"),
            Map.entry(0x9f, "connection rate exceeded"),
            Map.entry(0xa1, "subscription identifiers not supported"),
            Map.entry(0xa2, "wildcard subscriptions not supported"));

    private static final Map<Integer, String> RETURN_NAMES = Map.of(
            1, "unacceptable protocol version; try the other mqtt.version",
            2, "client identifier not valid",
            3, "server unavailable",
            4, "bad user name or password",
            5, "not authorized");

    private ReasonCode() {}

    /** Whether MQTT 3.1.1 has this code in a CONNACK that refuses. */
    static boolean isReturnCode(int code) {
        return RETURN_NAMES.containsKey(code);
    }

    static String returnText(int code) {
        return code + " " + RETURN_NAMES.get(code);
    }

    static boolean isFailure(int code) {
        return code >= FIRST_FAILURE;
    }

    /** The same message to the same topic will be refused again, so it is given up; after any other refusal it is sent again. */
    static boolean isForGood(int code) {
        return code == NOT_AUTHORIZED || code == TOPIC_NAME_INVALID || code == PACKET_TOO_LARGE || code == PAYLOAD_FORMAT_INVALID;
    }

    static boolean isKnown(int code) {
        return NAMES.containsKey(code);
    }

    /** {@code 0x87 not authorized}. */
    static String text(int code) {
        return "0x" + HexFormat.of().toHexDigits((byte) code) + " " + NAMES.getOrDefault(code, "unknown reason");
    }
}
