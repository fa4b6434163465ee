package io.twinbit.link.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinbit.link.LinkState;
import io.twinbit.link.OutboundMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** What the tests of this package share. */
final class MqttTests {
    /** For what takes milliseconds, on a machine that is busy. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private MqttTests() {}

    static long nowUs() {
        return System.currentTimeMillis() * 1000;
    }

    static MqttSettings settings(String address, String clientId) {
        return new MqttSettings(URI.create(address), clientId, 64, 3600, 5_000, 10, null);
    }

    static OutboundMessage message(String topic, Object payload) {
        return new OutboundMessage(topic, payload.toString().getBytes(UTF_8), false);
    }

    static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    static long count(LinkState state, String counter) {
        return Objects.requireNonNull(state.counters().get(counter), counter);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
