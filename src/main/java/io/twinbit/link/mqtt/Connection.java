package io.twinbit.link.mqtt;

import io.twinbit.link.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection to a broker, with a Paho client of its own that is thrown away with it: whatever Paho remembers (queued
 * acknowledgements, topic aliases, packets to repeat) cannot reach the next connection.
 *
 * <p>Every wait has a deadline, for Paho has none between the TCP connection and the CONNACK. All methods are for the one
 * thread that owns the connection; {@link Listener} is called by Paho's threads.
 */
final class Connection implements AutoCloseable {
    /** How long the peer may take to let us go. */
    static final long LEAVE_MS = 1_000;

    /** The most that a PUBLISH has beside topic and payload, as we write it. */
    private static final int PUBLISH_OVERHEAD_BYTES = 16;
    /** So that the broker does not deliver a retained message again after each connect. */
    private static final int RETAINED_WITH_A_NEW_SUBSCRIPTION = 1;
    private static final long MAX_PACKET_BYTES = 268_435_455;

    /** Paho logs each lost connection with a stack trace; what it has to say reaches us as exceptions. */
    private static final Logger PAHO = Logger.getLogger("org.eclipse.paho.mqttv5");

    static {
        PAHO.setLevel(Level.OFF);
    }

    /** Called by Paho's threads; must return at once. */
    interface Listener {
        void arrived(int packetId, int qos, String topic, byte[] payload);

        /** Something that the owner waits for has happened. */
        void changed();
    }

    private final MqttSettings settings;
    private final OwnedSockets sockets = new OwnedSockets();
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final CompletableFuture<?> giveUp;
    private final Listener listener;
    private final MqttAsyncClient client;
    private @Nullable IMqttToken connack;

    private Connection(MqttSettings settings, String clientId, Listener listener, CompletableFuture<?> giveUp)
            throws MqttException {
        this.settings = settings;
        this.listener = listener;
        this.giveUp = giveUp;
        this.client = new MqttAsyncClient(settings.address().toString(), clientId, new MemoryPersistence());
    }

    /**
     * Connects, or says why not; nothing is left behind then.
     *
     * @param giveUp completes when nobody wants the connection any more
     */
    static Connection open(
            MqttSettings settings, String clientId, MqttConnectionOptions options, Listener listener, CompletableFuture<?> giveUp)
            throws LinkDownException {
        Connection connection;
        try {
            connection = new Connection(settings, clientId, listener, giveUp);
        } catch (MqttException e) {
            throw new LinkDownException(Reasons.of(e));
        }
        try {
            connection.connect(options);
            return connection;
        } catch (LinkDownException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void connect(MqttConnectionOptions options) throws LinkDownException {
        options.setSocketFactory(sockets);
        CompletableFuture<IMqttToken> answer = new CompletableFuture<>();
        try {
            client.setManualAcks(true);
            client.setCallback(new PahoCallback(listener, this::lose));
            client.connect(options, null, PahoAnswer.to(answer));
        } catch (MqttException e) {
            throw new LinkDownException(Reasons.of(e));
        }
        IMqttToken token = await(answer, "CONNECT");
        connack = token;
        Integer maximumQos = token.getResponseProperties().getMaximumQoS();
        if (maximumQos != null && maximumQos < 1) {
            throw new LinkDownException("the broker has no QoS 1");
        }
    }

    private void lose(String reason) {
        lost.complete(reason);
        listener.changed();
    }

    /** The broker's answer; or why there will be none: it is late, the connection is lost, or nobody wants it any more. */
    private <T> T await(CompletableFuture<T> answer, String packet) throws LinkDownException {
        return await(answer, packet, settings.connectTimeoutMs(), CompletableFuture.anyOf(lost, giveUp));
    }

    private <T> T await(CompletableFuture<T> answer, String packet, long timeoutMs, CompletableFuture<?> end)
            throws LinkDownException {
        try {
            CompletableFuture.anyOf(answer, end).get(timeoutMs, TimeUnit.MILLISECONDS);
            if (answer.isDone()) {
                return answer.get();
            }
            throw new LinkDownException(lost.getNow("not wanted any more"));
        } catch (ExecutionException e) {
            throw new LinkDownException(Reasons.of(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            throw new LinkDownException(packet + " was not answered within " + timeoutMs + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkDownException("interrupted");
        }
    }

    boolean isUp() {
        return !lost.isDone() && client.isConnected();
    }

    /** Why the connection is not up; Paho says so a little after it stops. */
    String lostBecause() {
        return lost.completeOnTimeout("connection ended", LEAVE_MS, TimeUnit.MILLISECONDS).join();
    }

    private MqttProperties connackProperties() {
        return Objects.requireNonNull(connack, "connected").getResponseProperties();
    }

    /** Whether the broker still had our session. */
    boolean isSessionPresent() {
        return Objects.requireNonNull(connack, "connected").getSessionPresent();
    }

    /** Messages that may be in flight to the broker: one below its receive maximum, where Paho begins to refuse. */
    int sendMaximum() {
        Integer receiveMaximum = connackProperties().getReceiveMaximum();
        return receiveMaximum == null ? Integer.MAX_VALUE : Math.max(1, receiveMaximum - 1);
    }

    /** Whether the broker takes a packet as large as this message. */
    boolean fits(OutboundMessage message) {
        Long maximum = connackProperties().getMaximumPacketSize();
        long bytes = message.topic().getBytes(StandardCharsets.UTF_8).length + (long) message.payload().length + PUBLISH_OVERHEAD_BYTES;
        return bytes <= (maximum == null ? MAX_PACKET_BYTES : Math.min(maximum, MAX_PACKET_BYTES));
    }

    /** Subscribes at QoS 1 and waits: the broker's reason code for each filter, in their order. */
    int[] subscribe(List<TopicFilter> filters) throws LinkDownException {
        MqttSubscription[] subscriptions =
                filters.stream().map(Connection::subscription).toArray(MqttSubscription[]::new);
        CompletableFuture<IMqttToken> answer = new CompletableFuture<>();
        try {
            client.subscribe(subscriptions, null, PahoAnswer.to(answer), new MqttProperties());
        } catch (MqttException | IllegalArgumentException e) { // the latter: wildcards or sharing that the broker has not
            throw new LinkDownException("SUBSCRIBE: " + Reasons.of(e));
        }
        int[] codes = await(answer, "SUBSCRIBE").getReasonCodes();
        if (codes == null || codes.length != filters.size()) {
            throw new LinkDownException("SUBACK without a reason code for each of " + filters.size() + " filters");
        }
        return codes;
    }

    private static MqttSubscription subscription(TopicFilter filter) {
        MqttSubscription subscription = new MqttSubscription(filter.toString(), 1);
        subscription.setRetainHandling(RETAINED_WITH_A_NEW_SUBSCRIPTION);
        return subscription;
    }

    /** Tells the broker that a message is taken care of. */
    void acknowledge(int packetId) throws LinkDownException {
        try {
            client.messageArrivedComplete(packetId, 1);
        } catch (MqttException e) {
            throw new LinkDownException(Reasons.of(e));
        }
    }

    /**
     * Sends a message at QoS 1.
     *
     * @param answered is given the broker's reason code, on a thread of Paho's; never when the connection is lost before
     */
    void publish(OutboundMessage message, IntConsumer answered) throws LinkDownException {
        MqttMessage publish = new MqttMessage(message.payload());
        publish.setQos(1);
        publish.setRetained(message.retained());
        try {
            client.publish(message.topic(), publish, null, new PahoAnswer(t -> answered.accept(reasonCode(t)), e -> {}));
        } catch (MqttException e) {
            throw new LinkDownException(Reasons.of(e));
        } catch (IllegalArgumentException _) { // Paho's word on a topic that is empty, too long or has wildcards
            answered.accept(ReasonCode.TOPIC_NAME_INVALID);
        }
    }

    /** Sends a message at QoS 1 and waits for the broker's reason code. */
    int publishAndWait(OutboundMessage message) throws LinkDownException {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        publish(message, answer::complete);
        return await(answer, "PUBLISH");
    }

    private static int reasonCode(IMqttToken token) {
        int[] codes = token.getReasonCodes();
        return codes == null || codes.length == 0 ? 0 : codes[0];
    }

    /**
     * Sends a last message, says good-bye, so that the broker does not publish our last will, and closes; the session stays.
     * When the broker does not confirm the message in time it is left without a word, and the last will speaks for us.
     */
    void leave(@Nullable OutboundMessage farewell) {
        try {
            if (farewell != null) {
                CompletableFuture<Integer> answer = new CompletableFuture<>();
                publish(farewell, answer::complete);
                await(answer, "PUBLISH", LEAVE_MS, lost);
            }
            client.disconnect(0, null, null, ReasonCode.DISCONNECT_NORMALLY, new MqttProperties()).waitForCompletion(LEAVE_MS);
        } catch (LinkDownException | MqttException e) {
            // it goes without
        }
        close();
    }

    /** Closes at once and without a word: the broker publishes our last will. Within about a second no thread is left. */
    @Override
    public void close() {
        lost.complete("closed"); // ends what waits for it
        sockets.close();
        try {
            // no close() of Paho's on top: a late CONNACK would then meet nulls on Paho's thread
            client.disconnectForcibly(0, 1, false);
        } catch (MqttException | RuntimeException e) {
            // Paho is at it already: its threads end with the socket
        }
    }
}
