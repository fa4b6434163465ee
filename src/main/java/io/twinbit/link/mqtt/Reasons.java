package io.twinbit.link.mqtt;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;

/** What went wrong, in one line for people. */
final class Reasons {
    private Reasons() {}

    static String of(Throwable failure) {
        return oneLine(switch (failure) {
            case LinkDownException e -> e.reason();
            case MqttException e -> ofPaho(e);
            case EOFException _ -> "the broker closed the connection";
            case SocketTimeoutException _ -> "the TCP connection was not answered in time";
            case UnknownHostException e -> "unknown host " + e.getMessage();
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        });
    }

    private static String ofPaho(MqttException e) {
        int code = e.getReasonCode();
        if (ReasonCode.isKnown(code)) {
            return "the broker refused: " + ReasonCode.text(code);
        }
        if (code == MqttClientException.REASON_CODE_CLIENT_TIMEOUT || code == MqttClientException.REASON_CODE_WRITE_TIMEOUT) {
            return "the broker does not answer (keep alive)";
        }
        Throwable cause = e.getCause();
        return cause == null ? e.getMessage() + " (" + code + ")" : of(cause);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
