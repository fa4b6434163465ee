package io.twinbit.link.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientPersistence;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * Paho's client for MQTT 5 as its documentation shows it, to show that a script of a test meets a defect of it: connect with
 * automatic reconnection and a session, subscribe, take messages in the callback. Deviations from that have a name each.
 */
class BarePaho implements Client, MqttCallback {
    static final String CLIENT_ID = "bare-paho";

    final MqttConnectionOptions options = new MqttConnectionOptions();
    final MqttAsyncClient client;
    private final Application application = new Application();
    private final String filter;
    private final int qos;
    private boolean manualAcks;
    private volatile boolean failed;

    /** One that only sends. */
    BarePaho(String address) {
        this(address, "", 0, new MemoryPersistence());
    }

    /** One that receives. */
    BarePaho(String address, String filter, int qos) {
        this(address, filter, qos, new MemoryPersistence());
    }

    BarePaho(String address, String filter, int qos, MqttClientPersistence persistence) {
        this.filter = filter;
        this.qos = qos;
        try {
            client = new MqttAsyncClient(address, CLIENT_ID, persistence);
        } catch (MqttException e) {
            throw new AssertionError(e);
        }
        options.setAutomaticReconnect(true);
        options.setCleanStart(false);
        options.setSessionExpiryInterval(3_600L);
    }

    BarePaho withManualAcks() {
        manualAcks = true;
        client.setManualAcks(true);
        return this;
    }

    BarePaho withKeepAliveS(int s) {
        options.setKeepAliveInterval(s);
        return this;
    }

    BarePaho withTopicAliases() {
        options.setTopicAliasMaximum(10);
        return this;
    }

    BarePaho withConnectionTimeoutS(int s) {
        options.setConnectionTimeout(s);
        return this;
    }

    @Override
    public boolean isUp() {
        return client.isConnected();
    }

    @Override
    public boolean hasFailed() {
        return failed;
    }

    @Override
    public Application application() {
        return application;
    }

    @Override
    public final void start() {
        Thread.ofVirtual().name("application").start(() -> {
            try {
                run();
            } catch (MqttException e) {
                failed = true;
            }
        });
    }

    /** What the application does at its start. */
    void run() throws MqttException {
        client.setCallback(this);
        client.connect(options).waitForCompletion();
        subscribe();
    }

    final void subscribe() throws MqttException {
        if (!filter.isEmpty()) {
            client.subscribe(filter, qos).waitForCompletion();
        }
    }

    final void subscribe(IMqttMessageListener listener) throws MqttException {
        client.subscribe(
                        new MqttSubscription[] {new MqttSubscription(filter, qos)}, null, null,
                        new IMqttMessageListener[] {listener}, new MqttProperties())
                .waitForCompletion();
    }

    @Override
    public boolean send(String topic, String text) {
        try {
            client.publish(topic, new MqttMessage(text.getBytes(UTF_8), 1, false, null));
            return true;
        } catch (MqttException e) {
            return false;
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) throws InterruptedException {
        application.awaitRoom();
        application.take(new Application.Taken(topic, new String(message.getPayload(), UTF_8), () -> acknowledge(message)));
    }

    private void acknowledge(MqttMessage message) {
        if (manualAcks) {
            try {
                client.messageArrivedComplete(message.getId(), message.getQos());
            } catch (MqttException e) {
                throw new AssertionError("it says nothing of the kind", e);
            }
        }
    }

    @Override
    public void close() {
        application.hasRoomAgain();
        options.setAutomaticReconnect(false);
        try {
            client.disconnectForcibly(0, 1, false);
            client.close(true);
        } catch (MqttException | RuntimeException e) {
            // some defects leave it in a state that cannot be closed
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String address) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
