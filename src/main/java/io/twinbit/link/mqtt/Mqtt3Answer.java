package io.twinbit.link.mqtt;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.jspecify.annotations.Nullable;

/** Where the broker's answer to one packet of ours goes, on a thread of Paho's. */
record Mqtt3Answer(Consumer<IMqttToken> answered, Consumer<Throwable> failed) implements IMqttActionListener {
    static Mqtt3Answer to(CompletableFuture<IMqttToken> answer) {
        return new Mqtt3Answer(answer::complete, answer::completeExceptionally);
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
