package io.twinbit.link.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinbit.link.Delivery;
import java.net.URI;
import java.util.List;

/** Our links as a gateway uses them: a source for what it hears, or a sink for what it says. */
final class OurLink {
    private OurLink() {}

    private static MqttSettings settings(String address, int keepAliveS) {
        return new MqttSettings(URI.create(address), "ours", 16, 3_600, 1_000, keepAliveS, null);
    }

    static Client source(String address, String filter) {
        return source(address, filter, 10);
    }

    static Client source(String address, String filter, int keepAliveS) {
        return new OfSource(new MqttSource(settings(address, keepAliveS), List.of(filter), MqttTests::nowUs));
    }

    static Client sink(String address) {
        return new OfSink(new MqttSink(settings(address, 10), null, MqttTests::nowUs));
    }

    private record OfSource(MqttSource source, Application application) implements Client {
        OfSource(MqttSource source) {
            this(source, new Application());
        }

        @Override
        public void start() {
            source.start(this::offer);
        }

        @Override
        public boolean isUp() {
            return source.state().isUp();
        }

        @Override
        public boolean hasFailed() {
            return source.state().lastError() != null;
        }

        private boolean offer(Delivery delivery) {
            if (!application.hasRoom()) {
                return false;
            }
            application.take(new Application.Taken(
                    delivery.topic(), new String(delivery.payload(), UTF_8), delivery.receipt()::acknowledge));
            return true;
        }

        @Override
        public boolean send(String topic, String text) {
            throw new UnsupportedOperationException("a source");
        }

        @Override
        public void close() {
            source.close();
        }
    }

    private record OfSink(MqttSink sink, Application application) implements Client {
        OfSink(MqttSink sink) {
            this(sink, new Application());
        }

        @Override
        public void start() {
            sink.start();
        }

        @Override
        public boolean isUp() {
            return sink.state().isUp();
        }

        @Override
        public boolean hasFailed() {
            return sink.state().lastError() != null;
        }

        @Override
        public boolean send(String topic, String text) {
            return sink.trySend(MqttTests.message(topic, text), () -> {});
        }

        @Override
        public void close() {
            sink.close();
        }
    }
}
