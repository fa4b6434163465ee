package io.twinbit.link.mqtt;

import java.nio.charset.StandardCharsets;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;

/** What goes into the three kinds of CONNECT of MQTT 3.1.1. Asks for the password anew. */
final class Mqtt3Options {
    private Mqtt3Options() {}

    static MqttConnectOptions of(MqttSettings settings, Purpose purpose) throws LinkDownException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1); // by default Paho tries 3.1 after it
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(settings.keepAliveS());
        options.setConnectionTimeout(settings.connectTimeoutS());
        options.setMaxInflight(settings.windowMessages() + 1); // the window, and a birth or farewell message
        options.setCleanSession(isCleanSession(settings, purpose));
        if (purpose instanceof Purpose.Outbound(Presence presence) && presence != null) {
            options.setWill(presence.topic(), presence.offline(), 1, true);
        }
        Login login = settings.login();
        if (login != null) {
            options.setUserName(login.username());
            options.setPassword(new String(login.readPassword(), StandardCharsets.UTF_8).toCharArray());
        }
        return options;
    }

    /** How long a session is kept is up to the broker here; 0 still means: not beyond the connection. */
    private static boolean isCleanSession(MqttSettings settings, Purpose purpose) {
        return !(purpose instanceof Purpose.Inbound) || settings.sessionExpiryS() == 0;
    }
}
