package io.twinbit.link.mqtt;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * The one callback of a connection that speaks MQTT 5: Paho's listeners of single subscriptions do not fire for shared ones. Runs on Paho's
 * threads and never blocks for long, for then Paho would read no further, not even the answer to its own pings.
 */
final class Mqtt5Callback implements MqttCallback {
    private final Set<String> handedOver;
    private final Connection.Listener listener;
    private final IntPredicate isRepeat;
    private final Consumer<String> lost;

    Mqtt5Callback(Purpose purpose, Connection.Listener listener, IntPredicate isRepeat, Consumer<String> lost) {
        this.handedOver = purpose instanceof Purpose.Inbound(Set<String> properties) ? properties : Set.of();
        this.listener = listener;
        this.isRepeat = isRepeat;
        this.lost = lost;
    }

    /** Whatever goes wrong in here ends the connection: the broker then delivers the message again. */
    @Override
    public void messageArrived(String topic, MqttMessage message) {
        try {
            listener.arrived(
                    message.getId(), message.getQos(), isRepeat.test(message.getId()), topic, message.getPayload(),
                    named(message.getProperties()));
        } catch (RuntimeException e) {
            lost.accept("a message could not be taken: " + Reasons.of(e));
        }
    }

    private List<Map.Entry<String, String>> named(MqttProperties properties) {
        if (handedOver.isEmpty()) {
            return List.of();
        }
        return properties.getUserProperties().stream()
                .filter(property -> handedOver.contains(property.getKey()))
                .map(property -> Map.entry(property.getKey(), property.getValue()))
                .toList();
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        MqttException cause = response.getException();
        lost.accept(cause == null ? fromBroker(response.getReturnCode(), response.getReasonString()) : Reasons.of(cause));
    }

    private static String fromBroker(int code, @Nullable String why) {
        return "the broker ended the connection: " + ReasonCode.text(code) + (why == null ? "" : " (" + Reasons.oneLine(why) + ")");
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {} // the connection goes on, or disconnected() follows

    @Override
    public void deliveryComplete(IMqttToken token) {} // Mqtt5Answer has it

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {} // Mqtt5Answer has it

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {} // no such authentication is asked for
}
