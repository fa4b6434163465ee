package io.twinbit.link.mqtt;

import io.twinbit.link.LinkState;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.Sink;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Results to a broker, at QoS 1. */
public final class MqttSink implements Sink {
    /** A sink that does not run yet. */
    public MqttSink(MqttSettings settings, @Nullable Presence presence, LongSupplier clockUs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void start() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean trySend(OutboundMessage message, Runnable confirmed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LinkState state() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close(long drainMs) {
        throw new UnsupportedOperationException();
    }
}
