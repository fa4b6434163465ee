package io.twinbit.app.gateway;

import io.twinbit.app.config.GatewayConfig;
import io.twinbit.app.config.GatewayConfig.Http;
import io.twinbit.app.status.Watch;
import io.twinbit.app.web.WebServer;
import io.twinbit.app.web.WebServerException;
import io.twinbit.link.mqtt.MqttProbe;
import java.util.Optional;

/** Whether the world is as the configuration has it, asked once: for a check before a start. */
public final class Reachability {
    private Reachability() {}

    /** Why the broker does not take us; empty when it does. */
    public static Optional<String> ofBroker(GatewayConfig config) {
        return MqttProbe.fault(BrokerSettings.of(config.mqtt()))
                .map(fault -> "mqtt.address: " + config.mqtt().address() + ": " + fault);
    }

    /** Why the page cannot be served where the configuration says; empty when it can. */
    public static Optional<String> ofPage(GatewayConfig config) {
        Http http = config.http();
        try {
            WebServer.start(http.bind(), http.port(), () -> { throw new IllegalStateException("a check has no snapshot"); }, new Watch(1))
                    .close();
            return Optional.empty();
        } catch (WebServerException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
