package io.twinbit.app.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Tick;
import io.twinbit.link.Delivery;
import io.twinbit.link.LinkState;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.Sink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineLoopTest {
    private static final int INBOX = 4;
    private static final SystemdNotifier NO_SYSTEMD = SystemdNotifier.of(Map.of(), 1);

    private final List<Intake> recorded = new CopyOnWriteArrayList<>();
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final ScriptedSink sink = new ScriptedSink();
    private final AtomicLong clockUs = new AtomicLong(1_700_000_000_000_000L);
    private final List<PipelineLoop> loops = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        loops.forEach(PipelineLoop::stop);
    }

    @Test
    void acknowledgesAMessageWhenAllOfItsResultsAreConfirmed() {
        PipelineLoop loop = start(new Echo(2));
        loop.offer(delivery("a"));
        await().until(() -> sink.sent.size() == 2);
        sink.confirmOne();
        assertEquals(List.of(), acknowledged);
        sink.confirmOne();
        assertEquals(List.of("a"), acknowledged);
    }

    @Test
    void acknowledgesAtOnceWhatGivesNoResult() {
        start(new Echo(0)).offer(delivery("a"));
        await().until(() -> acknowledged.equals(List.of("a")));
        assertEquals(List.of(), sink.sent);
    }

    @Test
    void holdsAndTakesNothingMoreWhileTheSinkIsFullAndLosesNothing() {
        sink.window = 3;
        PipelineLoop loop = start(new Echo(2));
        await().until(() -> loop.offer(delivery("a")) && loop.offer(delivery("b")));
        await().until(() -> sink.sent.size() == 3);
        int room = 0;
        while (loop.offer(delivery("later" + room))) {
            room++;
        }
        assertEquals(INBOX, room, "the loop took a message although it holds one's results");
        await().during(Duration.ofMillis(1500)).until(() -> recorded.size() == 2); // no tick while it holds
        while (acknowledged.size() < 2 + room) {
            sink.confirmOne();
        }
        assertEquals(2 * (2 + room), sink.sent.size());
        assertEquals(List.of("a", "a", "b", "b", "later0", "later0"), sink.sent.subList(0, 6));
    }

    @Test
    void positionsGrowFromTheWallClockAndTicksHaveTheirOwn() {
        PipelineLoop loop = start(new Echo(0));
        loop.offer(delivery("a"));
        loop.offer(delivery("b"));
        await().until(() -> recorded.stream().anyMatch(i -> i instanceof Tick));
        List<Long> positions = recorded.stream().map(Intake::position).toList();
        assertEquals(1_700_000_000_000_000L, positions.getFirst());
        for (int i = 1; i < positions.size(); i++) {
            assertEquals(positions.get(i - 1) + 1, positions.get(i));
        }
        assertEquals("a", topic(recorded.getFirst()));
    }

    @Test
    void whatABugThrowsEndsTheLoopLoudly() {
        PipelineLoop loop = start(new Echo(0) {
            @Override
            public void take(Intake intake, Consumer<OutboundMessage> out) {
                throw new IllegalStateException("a bug");
            }
        });
        loop.offer(delivery("a"));
        CompletionException failure = assertThrows(CompletionException.class, () -> loop.ended().join());
        assertEquals("java.lang.IllegalStateException: a bug", failure.getMessage());
        assertEquals(List.of(), acknowledged);
    }

    @Test
    void stopsBetweenMessages() {
        PipelineLoop loop = start(new Echo(0));
        loop.stop();
        loop.ended().orTimeout(5, TimeUnit.SECONDS).join();
        assertTrue(loop.offer(delivery("a")));
        assertEquals(List.of(), acknowledged);
    }

    @Test
    void anIdleLoopFeedsTheWatchdog() throws Throwable {
        String address = folder.resolve("notify").toString();
        try (NotifySocket systemd = new NotifySocket(address)) {
            start(watchdog(address), new Echo(0));
            await().until(() -> systemd.received().size() >= 5);
            assertEquals(List.of("WATCHDOG=1"), systemd.received().stream().distinct().toList());
        }
    }

    @Test
    void aLoopThatHoldsResultsForAFullSinkFeedsTheWatchdog() throws Throwable {
        String address = folder.resolve("notify").toString();
        sink.window = 0;
        try (NotifySocket systemd = new NotifySocket(address)) {
            start(watchdog(address), new Echo(1)).offer(delivery("a"));
            await().until(() -> systemd.received().size() >= 5);
        }
    }

    @Test
    void aLoopThatHangsInAPipelineFeedsItNoMore() throws Throwable {
        String address = folder.resolve("notify").toString();
        CountDownLatch hang = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        try (NotifySocket systemd = new NotifySocket(address)) {
            PipelineLoop loop = start(watchdog(address), new Echo(0) {
                @Override
                public void take(Intake intake, Consumer<OutboundMessage> out) {
                    hanging.countDown();
                    try {
                        hang.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            await().until(() -> systemd.received().size() >= 2);
            loop.offer(delivery("a"));
            hanging.await();
            int fed = systemd.received().size();
            // three periods of the watchdog; systemd would have acted after one
            await().during(Duration.ofMillis(900)).atMost(Duration.ofSeconds(5)).until(() -> systemd.received().size() == fed);
            hang.countDown();
            await().until(() -> systemd.received().size() > fed);
        }
    }

    private static SystemdNotifier watchdog(String address) {
        return SystemdNotifier.of(Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "300000"), 1);
    }

    private PipelineLoop start(Station station) {
        return start(NO_SYSTEMD, station);
    }

    private PipelineLoop start(SystemdNotifier notifier, Station station) {
        PipelineLoop loop =
                new PipelineLoop(List.of(station), sink, INBOX, recorded::add, clockUs::get, () -> {}, notifier);
        loops.add(loop);
        Thread.ofPlatform().daemon().start(loop);
        return loop;
    }

    private Delivery delivery(String topic) {
        return new Delivery(topic, new byte[0], clockUs.get(), () -> acknowledged.add(topic));
    }

    private static String topic(Intake intake) {
        return intake instanceof Message message ? message.topic() : "tick";
    }

    /** Gives out so many results a message, each on the message's topic. */
    private static class Echo implements Station {
        private final int results;

        Echo(int results) {
            this.results = results;
        }

        @Override
        public void take(Intake intake, Consumer<OutboundMessage> out) {
            if (intake instanceof Message message) {
                for (int i = 0; i < results; i++) {
                    out.accept(new OutboundMessage(message.topic(), "x".getBytes(StandardCharsets.UTF_8), false));
                }
            }
        }

        @Override
        public void handedOver(long latencyUs) {
            assertFalse(latencyUs < 0);
        }
    }

    /** Takes up to {@code window} unconfirmed messages; the test confirms. */
    private static final class ScriptedSink implements Sink {
        private final List<String> sent = new CopyOnWriteArrayList<>();
        private final Queue<Runnable> unconfirmed = new ConcurrentLinkedQueue<>();
        private volatile int window = Integer.MAX_VALUE;

        void confirmOne() {
            Runnable oldest = unconfirmed.poll();
            if (oldest != null) {
                oldest.run();
            }
        }

        @Override
        public void start() {}

        @Override
        public boolean trySend(OutboundMessage message, Runnable confirmed) {
            if (unconfirmed.size() >= window) {
                return false;
            }
            sent.add(message.topic());
            unconfirmed.add(confirmed);
            return true;
        }

        @Override
        public LinkState state() {
            return new LinkState("sink", "", LinkState.Phase.UP, 0, null, Map.of());
        }

        @Override
        public void close(long drainMs) {}
    }
}
