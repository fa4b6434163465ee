package io.twinbit.link.mqtt;

import io.twinbit.link.OutboundMessage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** A connection that speaks MQTT 5. */
final class Mqtt5Connection implements Connection {
    /** So that the broker does not deliver a retained message again after each connect. */
    private static final int RETAINED_WITH_A_NEW_SUBSCRIPTION = 1;
    private static final long MAX_PACKET_BYTES = 268_435_455;

    /** Paho logs each lost connection with a stack trace; what it has to say reaches us as exceptions. */
    private static final Logger PAHO = Logger.getLogger("org.eclipse.paho.mqttv5");

    static {
        PAHO.setLevel(Level.OFF);
    }

    private final OwnedSockets sockets;
    private final Waiting waiting;
    private final MqttAsyncClient client;
    private final CompletableFuture<IMqttToken> suback = new CompletableFuture<>();
    private @Nullable IMqttToken connack;
    private int filterCount;

    private Mqtt5Connection(MqttSettings settings, Purpose purpose, OwnedSockets sockets, Waiting waiting)
            throws MqttException {
        this.sockets = sockets;
        this.waiting = waiting;
        this.client = new MqttAsyncClient(settings.tcpAddress(), purpose.clientId(settings), new MemoryPersistence());
    }

    /** As {@link Connection#open} has it. */
    static Connection open(MqttSettings settings, Purpose purpose, Listener listener, Waiting waiting) throws LinkDownException {
        MqttConnectionOptions options = Mqtt5Options.of(settings, purpose);
        Mqtt5Connection connection;
        try {
            connection = new Mqtt5Connection(settings, purpose, OwnedSockets.to(settings), waiting);
        } catch (MqttException e) {
            throw new LinkDownException(Reasons.of(e));
        }
        try {
            connection.connect(options, new Mqtt5Callback(purpose, listener, connection.sockets::isRepeat, waiting::lose));
            return connection;
        } catch (LinkDownException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void connect(MqttConnectionOptions options, Mqtt5Callback callback) throws LinkDownException {
        options.setSocketFactory(sockets);
        CompletableFuture<IMqttToken> answer = new CompletableFuture<>();
        try {
            client.setManualAcks(true);
            client.setCallback(callback);
            client.connect(options, null, Mqtt5Answer.to(answer));
        } catch (MqttException e) {
            throw new LinkDownException(Reasons.of(e));
        }
        IMqttToken token = waiting.forAnswer(answer, "CONNECT");
        connack = token;
        Integer maximumQos = token.getResponseProperties().getMaximumQoS();
        if (maximumQos != null && maximumQos < 1) {
            throw new LinkDownException("the broker has no QoS 1");
        }
    }

    @Override
    public boolean isUp() {
        return !waiting.isLost() && client.isConnected();
    }

    @Override
    public String lostBecause() {
        return waiting.lostBecause();
    }

    private MqttProperties connackProperties() {
        return Objects.requireNonNull(connack, "connected").getResponseProperties();
    }

    @Override
    public boolean isSessionPresent() {
        return Objects.requireNonNull(connack, "connected").getSessionPresent();
    }

    @Override
    public Optional<Tls.Expiry> firstExpiry() {
        return sockets.firstExpiry();
    }

    /** One below the broker's receive maximum, where Paho begins to refuse. */
    @Override
    public int sendMaximum() {
        Integer receiveMaximum = connackProperties().getReceiveMaximum();
        return receiveMaximum == null ? Integer.MAX_VALUE : Math.max(1, receiveMaximum - 1);
    }

    @Override
    public boolean fits(OutboundMessage message) {
        Long maximum = connackProperties().getMaximumPacketSize();
        long bytes = Mqtt5Publish.bytes(message);
        return bytes <= (maximum == null ? MAX_PACKET_BYTES : Math.min(maximum, MAX_PACKET_BYTES));
    }

    @Override
    public void subscribe(List<TopicFilter> filters) throws LinkDownException {
        MqttSubscription[] subscriptions =
                filters.stream().map(Mqtt5Connection::subscription).toArray(MqttSubscription[]::new);
        filterCount = subscriptions.length;
        try {
            client.subscribe(subscriptions, null, Mqtt5Answer.to(suback), new MqttProperties());
        } catch (MqttException | IllegalArgumentException e) { // the latter: wildcards or sharing that the broker has not
            throw new LinkDownException("SUBSCRIBE: " + Reasons.of(e));
        }
    }

    @Override
    public int @Nullable [] granted() throws LinkDownException {
        if (!suback.isDone()) {
            return null;
        }
        int[] codes = waiting.forAnswer(suback, "SUBSCRIBE").getReasonCodes();
        if (codes == null || codes.length != filterCount) {
            throw new LinkDownException("SUBACK without a reason code for each of " + filterCount + " filters");
        }
        return codes;
    }

    private static MqttSubscription subscription(TopicFilter filter) {
        MqttSubscription subscription = new MqttSubscription(filter.toString(), 1);
        subscription.setRetainHandling(RETAINED_WITH_A_NEW_SUBSCRIPTION);
        return subscription;
    }

    @Override
    public void acknowledge(int packetId) throws LinkDownException {
        try {
            client.messageArrivedComplete(packetId, 1);
        } catch (MqttException e) {
            throw new LinkDownException(Reasons.of(e));
        }
    }

    @Override
    public void publish(OutboundMessage message, IntConsumer answered) throws LinkDownException {
        try {
            client.publish(message.topic(), Mqtt5Publish.of(message), null, new Mqtt5Answer(t -> answered.accept(reasonCode(t)), e -> {}));
        } catch (MqttException e) {
            throw new LinkDownException(Reasons.of(e));
        } catch (IllegalArgumentException _) { // Paho's word on a topic that is empty, too long or has wildcards
            answered.accept(ReasonCode.TOPIC_NAME_INVALID);
        }
    }

    @Override
    public int publishAndWait(OutboundMessage message) throws LinkDownException {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        publish(message, answer::complete);
        return waiting.forAnswer(answer, "PUBLISH");
    }

    private static int reasonCode(IMqttToken token) {
        int[] codes = token.getReasonCodes();
        return codes == null || codes.length == 0 ? 0 : codes[0];
    }

    @Override
    public void leave(@Nullable OutboundMessage farewell) {
        try {
            if (farewell != null) {
                CompletableFuture<Integer> answer = new CompletableFuture<>();
                publish(farewell, answer::complete);
                waiting.forLastAnswer(answer, "PUBLISH");
            }
            client.disconnect(0, null, null, ReasonCode.DISCONNECT_NORMALLY, new MqttProperties()).waitForCompletion(LEAVE_MS);
        } catch (LinkDownException | MqttException e) {
            // it goes without
        }
        close();
    }

    @Override
    public void close() {
        waiting.lose("closed"); // ends what waits for it
        sockets.close();
        try {
            // no close() of Paho's on top: a late CONNACK would then meet nulls on Paho's thread
            client.disconnectForcibly(0, 1, false);
        } catch (MqttException | RuntimeException e) {
            // Paho is at it already: its threads end with the socket
        }
        sockets.endSender();
    }
}
