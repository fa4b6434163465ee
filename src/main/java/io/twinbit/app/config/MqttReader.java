package io.twinbit.app.config;

import io.twinbit.app.config.GatewayConfig.Mqtt;
import io.twinbit.app.config.GatewayConfig.Tls;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code [mqtt]}. Looks whether the files that it names can be read; what is in them the link says. */
final class MqttReader {
    private static final long MAX_EXPIRY_S = 0xFFFF_FFFEL;
    private static final int MAX_CERTIFICATES_BYTES = 4 << 20;

    private final Section section;
    private final Path folder;
    private final Map<String, String> environment;

    MqttReader(Section section, Path folder, Map<String, String> environment) {
        this.section = section;
        this.folder = folder;
        this.environment = environment;
    }

    Mqtt read(String gatewayName) {
        String version = version();
        String address = address();
        Mqtt mqtt = new Mqtt(
                version,
                address,
                tls(address.startsWith("ssl:")),
                section.text("client_id", "twinbit-" + gatewayName),
                section.text("username"),
                secret("password"),
                (int) section.integer("window_messages", 64, 1, 1024),
                section.integer("session_expiry_s", 604_800, 0, MAX_EXPIRY_S),
                (int) section.integer("connect_timeout_ms", 5_000, 100, 600_000),
                section.integer("result_expiry_s", 0, 0, MAX_EXPIRY_S));
        if (mqtt.password() != null && mqtt.username() == null) {
            section.problem("password", "found a password without a user, expected both; add username");
        }
        if (mqtt.resultExpiryS() > 0) {
            section.onlyFor("result_expiry_s", version.equals(Mqtt.MQTT_5), "version = \"" + Mqtt.MQTT_5 + "\"");
        }
        section.reportUnknownKeys();
        return mqtt;
    }

    private String version() {
        String version = section.text("version", Mqtt.MQTT_5);
        if (!version.equals(Mqtt.MQTT_5) && !version.equals(Mqtt.MQTT_3)) {
            section.problem("version", "found \"" + version + "\", expected \"" + Mqtt.MQTT_5 + "\" or \"" + Mqtt.MQTT_3 + "\"");
        }
        return version;
    }

    private String address() {
        String address = section.requiredText("address");
        if (section.isText("address") && !isAddress(address)) {
            String shown = address.contains("@") ? "user information in the address" : "\"" + address + "\"";
            section.problem(
                    "address",
                    "found " + shown + ", expected tcp://host:port or ssl://host:port; a user goes into username");
        }
        return address;
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return ("tcp".equals(uri.getScheme()) || "ssl".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getPort() > 0
                    && uri.getPort() <= 65_535
                    && uri.getUserInfo() == null
                    && uri.getPath().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private @Nullable Tls tls(boolean wanted) {
        Tls tls = new Tls(certificates("ca_file"), certificates("certificate_file"), secret("key"));
        for (String key : new String[] {"ca_file", "certificate_file", "key"}) {
            section.onlyFor(key, wanted, "an address with TLS, ssl://host:port");
        }
        section.bothOrNeither("certificate_file", "key");
        return wanted ? tls : null;
    }

    private @Nullable Path certificates(String key) {
        String text = section.text(key);
        if (text == null) {
            return null;
        }
        Path file = folder.resolve(text);
        try {
            BoundedFile.read(file, MAX_CERTIFICATES_BYTES);
        } catch (IOException e) {
            section.problem(Problem.Kind.MISSING_FILE, key, Problems.why(e));
        }
        return file;
    }

    private @Nullable Secret secret(String key) {
        if (section.isText(key)) {
            section.problem(key, "found the secret itself, expected { file = \"path\" } or { credential = \"name\" }");
            return null;
        }
        if (!section.has(key)) {
            return null;
        }
        return new SecretReader(section.table(key), folder, environment).read();
    }
}
