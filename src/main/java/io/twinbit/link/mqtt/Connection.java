package io.twinbit.link.mqtt;

import io.twinbit.link.OutboundMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection to a broker, with a Paho client of its own that is thrown away with it: whatever Paho remembers (queued
 * acknowledgements, topic aliases, packets to repeat) cannot reach the next connection.
 *
 * <p>Every wait has a deadline, for Paho has none between the TCP connection and the CONNACK. All methods are for the one
 * thread that owns the connection; {@link Listener} is called by Paho's threads.
 */
interface Connection extends AutoCloseable {
    /** How long the peer may take to let us go. */
    long LEAVE_MS = 1_000;

    /** Called by Paho's threads; must return at once. */
    interface Listener {
        /**
         * A message came.
         *
         * @param properties its user properties of the names that the {@link Purpose} has, as they came, repeated ones too
         */
        void arrived(int packetId, int qos, boolean repeated, String topic, byte[] payload, List<Map.Entry<String, String>> properties);

        /** Something that the owner waits for has happened. */
        void changed();
    }

    /**
     * Connects, or says why not; nothing is left behind then. Secrets and keys are read anew.
     *
     * @param giveUp completes when nobody wants the connection any more
     */
    static Connection open(MqttSettings settings, Purpose purpose, Listener listener, CompletableFuture<?> giveUp)
            throws LinkDownException {
        Waiting waiting = new Waiting(settings.connectTimeoutMs(), giveUp, listener::changed);
        return switch (settings.version()) {
            case V5 -> Mqtt5Connection.open(settings, purpose, listener, waiting);
            case V3_1_1 -> Mqtt3Connection.open(settings, purpose, listener, waiting);
        };
    }

    boolean isUp();

    /** Why the connection is not up; Paho says so a little after it stops. */
    String lostBecause();

    /** Whether the broker still had our session. */
    boolean isSessionPresent();

    /** The certificate that ends first, ours or the broker's; empty without TLS. */
    Optional<Tls.Expiry> firstExpiry();

    /** Messages that may be in flight to the broker. */
    int sendMaximum();

    /** Whether the broker takes a packet as large as this message. */
    boolean fits(OutboundMessage message);

    /** Asks for a subscription at QoS 1, once. Messages may come before its answer. */
    void subscribe(List<TopicFilter> filters) throws LinkDownException;

    /** The broker's reason code for each filter, in their order; null while it has not answered. */
    int @Nullable [] granted() throws LinkDownException;

    /** Tells the broker that a message is taken care of. */
    void acknowledge(int packetId) throws LinkDownException;

    /**
     * Sends a message at QoS 1.
     *
     * @param answered is given the broker's reason code, on a thread of Paho's; never when the connection is lost before
     */
    void publish(OutboundMessage message, IntConsumer answered) throws LinkDownException;

    /** Sends a message at QoS 1 and waits for the broker's reason code. */
    int publishAndWait(OutboundMessage message) throws LinkDownException;

    /**
     * Sends a last message, says good-bye, so that the broker does not publish our last will, and closes; the session stays.
     * When the broker does not confirm the message in time it is left without a word, and the last will speaks for us.
     */
    void leave(@Nullable OutboundMessage farewell);

    /** Closes at once and without a word: the broker publishes our last will. Within about a second no thread is left. */
    @Override
    void close();
}
