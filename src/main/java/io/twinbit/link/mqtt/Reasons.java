package io.twinbit.link.mqtt;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;

/** What went wrong, in one line for people. */
final class Reasons {
    private static final int MAX_CHARS = 300;

    private Reasons() {}

    static String of(Throwable failure) {
        return oneLine(switch (failure) {
            case LinkDownException e -> e.reason();
            case MqttException e -> ofMqtt5(e);
            case org.eclipse.paho.client.mqttv3.MqttException e -> ofMqtt3(e);
            case EOFException _ -> "the broker closed the connection";
            case SocketTimeoutException _ -> "the TCP connection was not answered in time";
            case UnknownHostException e -> "unknown host " + e.getMessage();
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        });
    }

    private static String ofMqtt5(MqttException e) {
        int code = e.getReasonCode();
        return ReasonCode.isKnown(code) ? "the broker refused: " + ReasonCode.text(code) : ofPaho(e, code);
    }

    private static String ofMqtt3(org.eclipse.paho.client.mqttv3.MqttException e) {
        int code = e.getReasonCode();
        return ReasonCode.isReturnCode(code) ? "the broker refused: " + ReasonCode.returnText(code) : ofPaho(e, code);
    }

    /** What Paho itself has to say; its numbers are the same for both versions. */
    private static String ofPaho(Exception e, int code) {
        if (code == MqttClientException.REASON_CODE_CLIENT_TIMEOUT || code == MqttClientException.REASON_CODE_WRITE_TIMEOUT) {
            return "the broker does not answer (keep alive)";
        }
        Throwable cause = e.getCause();
        return cause == null ? e.getMessage() + " (" + code + ")" : of(cause);
    }

    /** A stranger's words may be long, and a log or a terminal would obey control characters. */
    static String oneLine(String text) {
        String cut = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
        return cut.replaceAll("\\s*[\\r\\n]+\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    }
}
