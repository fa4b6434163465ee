package io.twinbit.app.gateway;

import io.twinbit.app.config.GatewayConfig.Mqtt;
import io.twinbit.app.config.GatewayConfig.Tls;
import io.twinbit.app.config.Secret;
import io.twinbit.link.mqtt.Login;
import io.twinbit.link.mqtt.MqttSettings;
import io.twinbit.link.mqtt.MqttVersion;
import io.twinbit.link.mqtt.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How the configuration's broker is reached. */
final class BrokerSettings {
    private BrokerSettings() {}

    static MqttSettings of(Mqtt mqtt) {
        return new MqttSettings(
                MqttVersion.of(mqtt.version()),
                URI.create(mqtt.address()),
                mqtt.tls() == null ? null : tls(mqtt.tls()),
                mqtt.clientId(),
                mqtt.windowMessages(),
                mqtt.sessionExpiryS(),
                mqtt.connectTimeoutMs(),
                MqttSettings.DEFAULT_KEEP_ALIVE_S,
                login(mqtt));
    }

    private static TlsSettings tls(Tls tls) {
        return new TlsSettings(tls.caFile(), identity(tls.certificateFile(), tls.key()));
    }

    private static TlsSettings.@Nullable Identity identity(@Nullable Path certificateFile, @Nullable Secret key) {
        return certificateFile == null || key == null
                ? null
                : new TlsSettings.Identity(certificateFile, key.file().toString(), () -> reveal(key));
    }

    private static @Nullable Login login(Mqtt mqtt) {
        if (mqtt.username() == null) {
            return null;
        }
        Secret password = mqtt.password();
        return new Login(mqtt.username(), () -> password == null ? new byte[0] : reveal(password));
    }

    private static byte[] reveal(Secret secret) {
        try {
            return secret.reveal();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
