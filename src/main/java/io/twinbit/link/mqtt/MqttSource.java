package io.twinbit.link.mqtt;

import io.twinbit.link.Delivery;
import io.twinbit.link.LinkState;
import io.twinbit.link.Source;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Sensor messages from a broker, at QoS 1. */
public final class MqttSource implements Source {
    /** A source that does not run yet. */
    public MqttSource(MqttSettings settings, List<String> topicFilters, LongSupplier clockUs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void start(Predicate<Delivery> inbox) {
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
