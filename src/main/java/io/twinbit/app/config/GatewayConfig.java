package io.twinbit.app.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon is to do, complete and checked: docs/wire-contract.md, section 5.
 *
 * @param name of this gateway, a topic level
 * @param topicRoot first levels of every topic out
 */
public record GatewayConfig(String name, String topicRoot, Mqtt mqtt, Http http, List<PipelineConfig> pipelines) {
    public GatewayConfig {
        pipelines = List.copyOf(pipelines);
    }

    /**
     * The broker, and how much is under way to and from it.
     *
     * @param address {@code tcp://host:port}, without secrets
     * @param windowMessages un-acknowledged messages at most, in and out each
     * @param sessionExpiryS how long the broker keeps what comes while we are away
     */
    public record Mqtt(
            String address,
            String clientId,
            @Nullable String username,
            @Nullable Secret password,
            int windowMessages,
            long sessionExpiryS,
            int connectTimeoutMs) {}

    /**
     * Where the page is served.
     *
     * @param port 0 picks a free one
     */
    public record Http(String bind, int port) {}
}
