package io.twinbit.link.mqtt;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The threads of links, and of Paho's clients within them, that began since; not those of {@link BarePaho}, some of which cannot
 * be ended.
 */
final class LinkThreads {
    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    void assertNoneLeft() {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertEquals(List.of(), running()));
    }

    List<String> running() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("mqtt-") || name.startsWith("MQTT "))
                .filter(name -> !name.endsWith(" " + BarePaho.CLIENT_ID))
                .sorted()
                .toList();
    }
}
