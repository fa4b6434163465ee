package io.twinbit.link.mqtt;

import io.twinbit.link.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/**
 * A connection that speaks MQTT 3.1.1. A broker cannot say why it refuses a publish there: it ends the connection, or
 * confirms the message and drops it. What of a message the version has no place for (properties, content type, expiry) is
 * left out.
 */
final class Mqtt3Connection implements Connection {
    /** Length of the packet, of the topic, packet identifier. */
    private static final int PUBLISH_OVERHEAD_BYTES = 9;
    private static final long MAX_PACKET_BYTES = 268_435_455;

    private static final Logger PAHO = Logger.getLogger("org.eclipse.paho.client.mqttv3");

    static {
        PAHO.setLevel(Level.OFF);
    }

    private final OwnedSockets sockets;
    private final Waiting waiting;
    private final MqttAsyncClient client;
    private final CompletableFuture<IMqttToken> suback = new CompletableFuture<>();
    private @Nullable IMqttToken connack;
    private int filterCount;

    private Mqtt3Connection(MqttSettings settings, Purpose purpose, OwnedSockets sockets, Waiting waiting)
            throws MqttException {
        this.sockets = sockets;
        this.waiting = waiting;
        this.client = new MqttAsyncClient(settings.tcpAddress(), purpose.clientId(settings), new MemoryPersistence());
    }

    /** As {@link Connection#open} has it. */
    static Connection open(MqttSettings settings, Purpose purpose, Listener listener, Waiting waiting) throws LinkDownException {
        MqttConnectOptions options = Mqtt3Options.of(settings, purpose);
        Mqtt3Connection connection;
        try {
            connection = new Mqtt3Connection(settings, purpose, OwnedSockets.to(settings), waiting);
        } catch (MqttException | IllegalArgumentException e) {
            throw new LinkDownException(Reasons.of(e));
        }
        try {
            connection.connect(options, new Mqtt3Callback(listener, connection.sockets::isRepeat, waiting::lose));
            return connection;
        } catch (LinkDownException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void connect(MqttConnectOptions options, Mqtt3Callback callback) throws LinkDownException {
        options.setSocketFactory(sockets);
        CompletableFuture<IMqttToken> answer = new CompletableFuture<>();
        try {
            client.setManualAcks(true);
            client.setCallback(callback);
            client.connect(options, null, Mqtt3Answer.to(answer));
        } catch (MqttException e) {
            throw new LinkDownException(Reasons.of(e));
        }
        connack = waiting.forAnswer(answer, "CONNECT");
    }

    @Override
    public boolean isUp() {
        return !waiting.isLost() && client.isConnected();
    }

    @Override
    public String lostBecause() {
        return waiting.lostBecause();
    }

    @Override
    public boolean isSessionPresent() {
        return Objects.requireNonNull(connack, "connected").getSessionPresent();
    }

    @Override
    public Optional<Tls.Expiry> firstExpiry() {
        return sockets.firstExpiry();
    }

    /** This version knows no limit of the broker's; the window is ours. */
    @Override
    public int sendMaximum() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean fits(OutboundMessage message) {
        long bytes = message.topic().getBytes(StandardCharsets.UTF_8).length + (long) message.payload().length + PUBLISH_OVERHEAD_BYTES;
        return bytes <= MAX_PACKET_BYTES;
    }

    @Override
    public void subscribe(List<TopicFilter> filters) throws LinkDownException {
        String[] texts = filters.stream().map(TopicFilter::toString).toArray(String[]::new);
        int[] qos = new int[texts.length];
        Arrays.fill(qos, 1);
        filterCount = texts.length;
        try {
            client.subscribe(texts, qos, null, Mqtt3Answer.to(suback));
        } catch (MqttException | IllegalArgumentException e) {
            throw new LinkDownException("SUBSCRIBE: " + Reasons.of(e));
        }
    }

    @Override
    public int @Nullable [] granted() throws LinkDownException {
        if (!suback.isDone()) {
            return null;
        }
        int[] codes = waiting.forAnswer(suback, "SUBSCRIBE").getGrantedQos();
        if (codes == null || codes.length != filterCount) {
            throw new LinkDownException("SUBACK without a return code for each of " + filterCount + " filters");
        }
        return codes;
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
        MqttMessage publish = new MqttMessage(message.payload());
        publish.setQos(1);
        publish.setRetained(message.retained());
        try {
            client.publish(message.topic(), publish, null, new Mqtt3Answer(_ -> answered.accept(0), _ -> {}));
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

    @Override
    public void leave(@Nullable OutboundMessage farewell) {
        try {
            if (farewell != null) {
                CompletableFuture<Integer> answer = new CompletableFuture<>();
                publish(farewell, answer::complete);
                waiting.forLastAnswer(answer, "PUBLISH");
            }
            client.disconnect(0).waitForCompletion(LEAVE_MS);
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
            client.disconnectForcibly(0, 1, false);
        } catch (MqttException | RuntimeException e) {
            // Paho is at it already: its threads end with the socket
        }
        sockets.endSender();
    }
}
