package io.twinbit.link.mqtt;

import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * What goes into the three kinds of CONNECT. No topic alias maximum is ever offered, for Paho hands over messages that have
 * only an alias with an empty topic. Asks for the password anew.
 */
final class PahoOptions {
    /** Room for the largest {@code decode.max_payload_bytes}, 16 MiB, and its topic. A broker drops what is larger. */
    static final long MAX_PACKET_BYTES = (16 << 20) + (1 << 17);

    private PahoOptions() {}

    /** Resumes the session; the broker sends at most a window of messages ahead of our acknowledgements. */
    static MqttConnectionOptions inbound(MqttSettings settings) throws LinkDownException {
        MqttConnectionOptions options = common(settings);
        options.setCleanStart(false);
        options.setSessionExpiryInterval(settings.sessionExpiryS());
        options.setReceiveMaximum(settings.windowMessages());
        options.setMaximumPacketSize(MAX_PACKET_BYTES);
        return options;
    }

    /** No session: what is unconfirmed is ours to repeat. */
    static MqttConnectionOptions outbound(MqttSettings settings, @Nullable Presence presence) throws LinkDownException {
        MqttConnectionOptions options = common(settings);
        options.setCleanStart(true);
        if (presence != null) {
            options.setWill(presence.topic(), new MqttMessage(presence.offline(), 1, true, null));
        }
        return options;
    }

    /** Leaves no trace. */
    static MqttConnectionOptions probe(MqttSettings settings) throws LinkDownException {
        MqttConnectionOptions options = common(settings);
        options.setCleanStart(true);
        return options;
    }

    private static MqttConnectionOptions common(MqttSettings settings) throws LinkDownException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(settings.keepAliveS());
        options.setConnectionTimeout(Math.toIntExact((settings.connectTimeoutMs() + 999) / 1000));
        Login login = settings.login();
        if (login != null) {
            options.setUserName(login.username());
            options.setPassword(password(login));
        }
        return options;
    }

    private static byte[] password(Login login) throws LinkDownException {
        try {
            return login.password().get();
        } catch (RuntimeException e) {
            throw new LinkDownException("the password of " + login.username() + " cannot be read: " + Reasons.of(e));
        }
    }
}
