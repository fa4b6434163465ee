package io.twinbit.app.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Lifecycle lifecycle = new Lifecycle(Duration.ofMillis(200));

    @Test
    void stopsInReverse() {
        start("a");
        start("b");
        lifecycle.close();
        lifecycle.close();
        assertEquals(List.of("+a", "+b", "-b", "-a"), log);
    }

    @Test
    void aFailedStartStopsWhatWasStartedAndIsThrown() {
        start("a");
        IllegalArgumentException failure = new IllegalArgumentException("no");
        assertSame(failure, assertThrows(IllegalArgumentException.class, () -> lifecycle.start("b", () -> {
            throw failure;
        }, () -> log.add("-b"))));
        assertEquals(List.of("+a", "-a"), log);
    }

    @Test
    void theFirstFailureToStopIsThrownWithTheLaterOnesAndNobodyIsLeftRunning() {
        start("a");
        lifecycle.start("b", () -> {}, () -> {
            throw new IOException("b is stuck");
        });
        CountDownLatch never = new CountDownLatch(1);
        lifecycle.start("c", () -> {}, never::await);
        start("d");
        IllegalStateException first = assertThrows(IllegalStateException.class, lifecycle::close);
        assertInstanceOf(TimeoutException.class, first.getCause());
        assertEquals("b did not stop cleanly: b is stuck", first.getSuppressed()[0].getMessage());
        assertEquals(List.of("+a", "+d", "-d", "-a"), log);
    }

    private void start(String name) {
        lifecycle.start(name, () -> log.add("+" + name), () -> log.add("-" + name));
    }
}
