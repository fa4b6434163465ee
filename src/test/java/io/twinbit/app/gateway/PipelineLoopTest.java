package io.twinbit.app.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.pipeline.StateExport;
import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.link.OutboundMessage;
import io.twinbit.link.journal.Checkpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineLoopTest {
    private final ScriptedSink sink = new ScriptedSink();
    private final List<LoopSite> sites = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void kill() throws Exception {
        for (LoopSite site : sites) {
            site.kill();
        }
    }

    @Test
    void aMessageIsAcknowledgedWhenItIsDurableAndConfirmedWhenAllItsResultsAre() throws Exception {
        LoopSite site = start(new Echo(2));
        site.offer("t", "a");
        await().until(() -> sink.sent.size() == 2);
        assertEquals(List.of("a"), site.acknowledged);
        long position = site.recorded.getFirst().position();
        sink.confirmOne();
        await().during(Duration.ofMillis(100)).until(() -> site.journal.writer().cursor() == position - 1);
        sink.confirmOne();
        await().until(() -> site.journal.writer().cursor() == position);
    }

    @Test
    void confirmationsOutOfOrderMoveNothingPastWhatIsOpen() throws Exception {
        LoopSite site = start(new Echo(1));
        site.offer("t", "a");
        site.offer("t", "b");
        await().until(() -> sink.sent.size() == 2);
        long first = site.recorded.getFirst().position();
        sink.confirmNewest();
        await().during(Duration.ofMillis(100)).until(() -> site.journal.writer().cursor() < first);
        sink.confirmOne();
        await().until(() -> site.journal.writer().cursor() == first + 1);
    }

    @Test
    void theCursorPassesWhatGivesNoResult() throws Exception {
        LoopSite site = start(new Echo(0));
        site.offer("t", "a");
        await().until(() -> site.recorded.size() == 1 && site.journal.writer().cursor() == site.recorded.getFirst().position());
        assertEquals(List.of(), sink.sent);
    }

    @Test
    void holdsAndTakesNothingMoreWhileTheSinkIsFullAndTheJournalGoesOn() throws Exception {
        sink.window = 3;
        LoopSite site = start(new Echo(2));
        for (int i = 0; i < 40; i++) {
            assertTrue(site.offer("t", "m" + i));
        }
        await().until(() -> site.acknowledged.size() == 40);
        await().during(Duration.ofMillis(200)).until(() -> site.recorded.size() == 2 && sink.sent.size() == 3);
        assertEquals(38, site.journal.state().lag());
        await().pollInterval(Duration.ofMillis(1)).until(() -> !sink.confirmOne() && sink.sent.size() == 80);
        for (int i = 0; i < 80; i++) {
            assertEquals("m" + i / 2, sink.sent.get(i));
        }
    }

    @Test
    void noTimePassesWhileResultsAreHeldOrNobodyListens() throws Exception {
        sink.window = 0;
        SumStation sums = new SumStation();
        Echo echo = new Echo(1);
        LoopSite site = start(sums, echo);
        site.offer("t", "1");
        await().until(() -> site.recorded.size() == 1);
        sums.due = true;
        await().during(Duration.ofMillis(1300)).atMost(Duration.ofSeconds(5)).until(() -> sums.ticks.get() == 0);
        site.listening = false;
        sink.window = 1;
        sink.confirmsAtOnce = true;
        await().during(Duration.ofMillis(1300)).atMost(Duration.ofSeconds(5)).until(() -> sums.ticks.get() == 0);
        site.listening = true;
        await().until(() -> sums.ticks.get() == 1);
    }

    @Test
    void anIdleGatewayWritesNothing() throws Exception {
        LoopSite site = start(new SumStation());
        site.offer("t", "1");
        await().until(() -> site.recorded.size() == 1 && site.journal.state().cursor() >= site.recorded.getFirst().position());
        await().pollDelay(Duration.ofMillis(1200)).until(() -> true); // the cursor was written meanwhile
        long bytes = site.journal.state().counters().writtenBytes();
        await().during(Duration.ofMillis(1500)).atMost(Duration.ofSeconds(5))
                .until(() -> site.journal.state().counters().writtenBytes() == bytes);
    }

    @Test
    void whatABugThrowsEndsTheLoopLoudly() throws Exception {
        LoopSite site = start(new Echo(0) {
            @Override
            public List<OutboundMessage> take(Intake intake) {
                throw new IllegalStateException("a bug");
            }
        });
        site.offer("t", "a");
        CompletionException failure = assertThrows(CompletionException.class, () -> site.loop.ended().join());
        assertEquals("java.lang.IllegalStateException: a bug", failure.getMessage());
    }

    @Test
    void aCleanStopTakesWhatIsDurableWaitsForConfirmationsAndMakesACheckpoint() throws Exception {
        SumStation sums = new SumStation();
        LoopSite site = start(sums);
        for (int i = 0; i < 30; i++) {
            site.offer("t", String.valueOf(i));
        }
        await().until(() -> site.acknowledged.size() == 30);
        site.loop.stop();
        await().pollInterval(Duration.ofMillis(1)).until(() -> !sink.confirmOne() && site.loop.ended().isDone());
        site.stop();
        assertEquals(10, sink.sent.size());
        assertEquals(site.recorded.getLast().position(), site.checkpoints.newest().orElseThrow().position());
    }

    @Test
    void aStopWhileTheSinkIsStuckEndsWithinItsBoundWithoutACheckpoint() throws Exception {
        sink.window = 2;
        LoopSite site = start(new Echo(1));
        for (int i = 0; i < 30; i++) {
            site.offer("t", "m" + i);
        }
        await().until(() -> site.acknowledged.size() == 30);
        long startNs = System.nanoTime();
        site.stop();
        assertTrue(System.nanoTime() - startNs < Duration.ofSeconds(5).toNanos());
        assertEquals(-1, site.files.newest());
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
            start(watchdog(address), new Echo(1)).offer("t", "a");
            await().until(() -> systemd.received().size() >= 5);
        }
    }

    @Test
    void aLoopThatHangsInAPipelineFeedsItNoMore() throws Throwable {
        String address = folder.resolve("notify").toString();
        CountDownLatch hang = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        try (NotifySocket systemd = new NotifySocket(address)) {
            LoopSite site = start(watchdog(address), new Echo(0) {
                @Override
                public List<OutboundMessage> take(Intake intake) {
                    hanging.countDown();
                    try {
                        hang.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return List.of();
                }
            });
            await().until(() -> systemd.received().size() >= 2);
            site.offer("t", "a");
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

    private LoopSite start(Station... stations) throws Exception {
        return start(LoopSite.NO_SYSTEMD, stations);
    }

    private LoopSite start(SystemdNotifier notifier, Station... stations) throws Exception {
        LoopSite site = new LoopSite(folder, 3600, notifier, sink, stations);
        sites.add(site);
        return site;
    }

    /** Gives out so many results a message, each the message's payload. */
    private static class Echo implements Station {
        private final int results;

        Echo(int results) {
            this.results = results;
        }

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public List<OutboundMessage> take(Intake intake) {
            return intake instanceof Message message
                    ? Collections.nCopies(results, new OutboundMessage("t", message.payload(), false))
                    : List.of();
        }

        @Override
        public void replay(Intake intake) {}

        @Override
        public void startFrom(@Nullable Checkpoint checkpoint) {}

        @Override
        public void putAside(Intake intake, PipelineBugException bug) {}

        @Override
        public boolean isDue(long nowUs) {
            return false;
        }

        @Override
        public StateExport beginExport() {
            return new StateExport() {
                @Override
                public boolean next(Consumer<byte[]> out) {
                    return false;
                }

                @Override
                public void abandon() {}
            };
        }

        @Override
        public void handedOver(long latencyUs) {
            assertTrue(latencyUs >= 0);
        }
    }
}
