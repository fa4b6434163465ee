package io.twinbit.link.mqtt;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.jspecify.annotations.Nullable;

/** The one callback of a connection that speaks MQTT 3.1.1. Runs on Paho's threads. */
final class Mqtt3Callback implements MqttCallback {
    private final Connection.Listener listener;
    private final IntPredicate isRepeat;
    private final Consumer<String> lost;

    Mqtt3Callback(Connection.Listener listener, IntPredicate isRepeat, Consumer<String> lost) {
        this.listener = listener;
        this.isRepeat = isRepeat;
        this.lost = lost;
    }

    /** Whatever goes wrong in here ends the connection: the broker then delivers the message again. */
    @Override
    public void messageArrived(String topic, MqttMessage message) {
        try {
            listener.arrived(
                    message.getId(), message.getQos(), isRepeat.test(message.getId()), topic, message.getPayload(), List.of());
        } catch (RuntimeException e) {
            lost.accept("a message could not be taken: " + Reasons.of(e));
        }
    }

    @Override
    public void connectionLost(@Nullable Throwable cause) {
        lost.accept(cause == null ? "connection ended" : Reasons.of(cause));
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {} // Mqtt3Answer has it
}
