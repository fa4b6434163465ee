package io.twinbit.app.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon is to do, complete and checked: docs/wire-contract.md, section 5.
 *
 * @param name of this gateway, a topic level
 * @param topicRoot first levels of every topic out
 * @param stateDir folder of all that must outlive the process, absolute; it may not be there yet
 */
public record GatewayConfig(
        String name, String topicRoot, Path stateDir, Journal journal, Mqtt mqtt, Http http, List<PipelineConfig> pipelines) {
    public GatewayConfig {
        pipelines = List.copyOf(pipelines);
    }

    /** What happens to a message when the journal may not grow. */
    public enum OnFull {
        BLOCK,
        DROP_OLDEST,
        DROP_NEWEST
    }

    /**
     * What is kept on the disk, and how long.
     *
     * @param maxBytes of the journal
     * @param maxAgeS older messages are dropped, whoever still wants them; 0: never
     * @param segmentBytes of one of its files
     * @param deadLetterMaxBytes of the log of messages that were put aside
     * @param checkpointEveryS how often the pipelines' state is written
     */
    public record Journal(
            long maxBytes, long maxAgeS, int segmentBytes, OnFull onFull, long deadLetterMaxBytes, long checkpointEveryS) {}

    /**
     * The broker, and how much is under way to and from it.
     *
     * @param version of MQTT, {@value Mqtt#MQTT_5} or {@value Mqtt#MQTT_3}
     * @param address {@code tcp://host:port} or {@code ssl://host:port}, without secrets
     * @param tls with an {@code ssl} address, and only then
     * @param windowMessages un-acknowledged messages at most, in and out each
     * @param sessionExpiryS how long the broker keeps what comes while we are away
     * @param resultExpiryS how long the broker keeps a result for who is away; 0: as long as it likes
     */
    public record Mqtt(
            String version,
            String address,
            @Nullable Tls tls,
            String clientId,
            @Nullable String username,
            @Nullable Secret password,
            int windowMessages,
            long sessionExpiryS,
            int connectTimeoutMs,
            long resultExpiryS) {
        public static final String MQTT_5 = "5";
        public static final String MQTT_3 = "3.1.1";
    }

    /**
     * Whom we trust and who we are under TLS.
     *
     * @param caFile null: the authorities of the Java runtime
     * @param certificateFile with a key, and only then
     */
    public record Tls(@Nullable Path caFile, @Nullable Path certificateFile, @Nullable Secret key) {}

    /**
     * Where the page is served.
     *
     * @param port 0 picks a free one
     */
    public record Http(String bind, int port) {}
}
