package io.twinbit.link.mqtt;

import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * What goes into the three kinds of CONNECT of MQTT 5. No topic alias maximum is ever offered, for Paho hands over messages
 * that have only an alias with an empty topic. Asks for the password anew.
 */
final class Mqtt5Options {
    /** Room for the largest {@code decode.max_payload_bytes}, 16 MiB, and its topic. A broker drops what is larger. */
    static final long MAX_PACKET_BYTES = (16 << 20) + (1 << 17);

    private Mqtt5Options() {}

    static MqttConnectionOptions of(MqttSettings settings, Purpose purpose) throws LinkDownException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(settings.keepAliveS());
        options.setConnectionTimeout(settings.connectTimeoutS());
        options.setCleanStart(!(purpose instanceof Purpose.Inbound));
        Login login = settings.login();
        if (login != null) {
            options.setUserName(login.username());
            options.setPassword(login.readPassword());
        }
        switch (purpose) {
            case Purpose.Inbound _ -> resume(options, settings);
            case Purpose.Outbound(Presence presence) when presence != null ->
                options.setWill(presence.topic(), new MqttMessage(presence.offline(), 1, true, null));
            case Purpose.Outbound _, Purpose.Probe _ -> {}
        }
        return options;
    }

    /** Resumes the session; the broker sends at most a window of messages ahead of our acknowledgements. */
    private static void resume(MqttConnectionOptions options, MqttSettings settings) {
        options.setSessionExpiryInterval(settings.sessionExpiryS());
        options.setReceiveMaximum(settings.windowMessages());
        options.setMaximumPacketSize(MAX_PACKET_BYTES);
    }
}
