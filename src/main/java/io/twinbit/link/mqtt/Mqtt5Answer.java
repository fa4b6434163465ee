package io.twinbit.link.mqtt;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.jspecify.annotations.Nullable;

/** Where the broker's answer to one packet of ours goes, on a thread of Paho's. */
record Mqtt5Answer(Consumer<IMqttToken> answered, Consumer<Throwable> failed) implements MqttActionListener {
    static Mqtt5Answer to(CompletableFuture<IMqttToken> answer) {
        return new Mqtt5Answer(answer::complete, answer::completeExceptionally);
    }

    @Override
    public void onSuccess(IMqttToken token) {
        answered.accept(token);
    }

    @Override
    public void onFailure(@Nullable IMqttToken token, @Nullable Throwable cause) {
        failed.accept(cause == null ? new LinkDownException("connection ended") : cause);
    }
}
