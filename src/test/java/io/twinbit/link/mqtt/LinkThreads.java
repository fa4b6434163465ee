package io.twinbit.link.mqtt;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;

/** The threads of links, and of Paho's clients within them; not those of {@link BarePaho}, some of which cannot be ended. */
final class LinkThreads {
    private LinkThreads() {}

    static void assertNoneLeft() {
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertEquals(List.of(), running()));
    }

    static List<String> running() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("mqtt-") || name.startsWith("MQTT "))
                .filter(name -> !name.endsWith(" " + BarePaho.CLIENT_ID))
                .sorted()
                .toList();
    }
}
