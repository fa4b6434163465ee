package io.twinbit.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.signal.Message;
import io.twinbit.link.OutboundMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a loop says that is killed and started again, compared with one that never was. */
class RestartTest {
    private static final int MESSAGES = 3_000;
    private static final int DEVICES = 7;

    private final ScriptedSink sink = new ScriptedSink();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aRunThatIsKilledAgainAndAgainSaysWhatAnUndisturbedOneSays(long seed) throws Exception {
        Random random = new Random(seed);
        sink.window = 16;
        sink.confirmsAtOnce = seed % 2 == 0;
        Set<String> acknowledged = new HashSet<>();
        while (acknowledged.size() < MESSAGES) {
            LoopSite site = new LoopSite(folder, 1, LoopSite.NO_SYSTEMD, sink, new SumStation());
            deliver(site, acknowledged, random.nextInt(200, 1_200), random);
            site.kill();
            acknowledged.addAll(site.acknowledged);
            while (sink.confirmOne()) {
                // what the peer confirms to a process that is gone
            }
        }
        sink.confirmsAtOnce = true;
        LoopSite last = new LoopSite(folder, sink, new SumStation());
        await().atMost(Duration.ofSeconds(20)).until(() -> last.journal.state().lag() == 0);
        last.stop();
        assertEquals(undisturbed(), sink.sent.stream().distinct().toList().stream().sorted().toList());
        assertInOrder();
    }

    /** What is not acknowledged comes (again), in order, as a broker delivers it. */
    private void deliver(LoopSite site, Set<String> acknowledged, int count, Random random) throws InterruptedException {
        int given = 0;
        for (int i = 0; i < MESSAGES && given < count; i++) {
            String number = String.valueOf(i);
            if (!acknowledged.contains(number)) {
                given++;
                while (!site.offer(topic(i), number)) {
                    sink.confirmOne();
                    Thread.sleep(0, 100_000);
                }
                if (random.nextInt(4) > 0) {
                    sink.confirmOne();
                }
            }
        }
        Thread.sleep(random.nextInt(30));
    }

    private static String topic(int i) {
        return "device-" + i * 31 % DEVICES;
    }

    private static List<String> undisturbed() {
        SumStation sums = new SumStation();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            for (OutboundMessage result : sums.take(new Message(i, topic(i), String.valueOf(i).getBytes(UTF_8), 0))) {
                said.add(new String(result.payload(), UTF_8));
            }
        }
        return said.stream().sorted().toList();
    }

    /** Of a device, the first time that each result is sent. */
    private void assertInOrder() {
        for (int d = 0; d < DEVICES; d++) {
            String device = "device-" + d + " ";
            List<Long> numbers = sink.sent.stream()
                    .distinct()
                    .filter(said -> said.startsWith(device))
                    .map(said -> Long.parseLong(said.substring(device.length(), said.lastIndexOf(' '))))
                    .toList();
            assertEquals(numbers.stream().sorted().toList(), numbers);
        }
    }

    @Test
    void whatWasConfirmedIsNotSentAgainAndTheStateGoesOn() throws Exception {
        sink.confirmsAtOnce = true;
        LoopSite first = new LoopSite(folder, sink, new SumStation());
        offer(first, 0, 8);
        await().until(() -> sink.sent.size() == 2);
        long all = first.recorded.getLast().position();
        await().until(() -> first.journal.writer().cursor() == all);
        await().pollDelay(Duration.ofMillis(1200)).until(() -> true); // until the cursor is on the disk, too
        first.kill();
        LoopSite second = new LoopSite(folder, sink, new SumStation());
        offer(second, 8, 9);
        await().until(() -> sink.sent.size() == 3);
        second.stop();
        assertEquals(List.of("t 2 3", "t 5 15", "t 8 36"), sink.sent);
        assertEquals(9, second.recorded.size(), "there was no checkpoint: all is reckoned again");
    }

    @Test
    void afterACleanStopNothingIsReckonedAgain() throws Exception {
        sink.confirmsAtOnce = true;
        LoopSite first = new LoopSite(folder, sink, new SumStation());
        offer(first, 0, 8);
        await().until(() -> first.acknowledged.size() == 8);
        first.stop();
        LoopSite second = new LoopSite(folder, sink, new SumStation());
        offer(second, 8, 9);
        await().until(() -> sink.sent.size() == 3);
        second.stop();
        assertEquals(List.of("t 2 3", "t 5 15", "t 8 36"), sink.sent);
        assertEquals(1, second.recorded.size());
    }

    @Test
    void aCheckpointWaitsUntilItsResultsAreConfirmed() throws Exception {
        LoopSite site = new LoopSite(folder, 1, LoopSite.NO_SYSTEMD, sink, new SumStation());
        offer(site, 0, 4);
        await().until(() -> sink.sent.size() == 1);
        await().during(Duration.ofMillis(1500)).atMost(Duration.ofSeconds(5)).until(() -> site.files.newest() == -1);
        sink.confirmOne();
        await().until(() -> site.files.newest() == site.recorded.getLast().position());
        site.kill();
    }

    @Test
    void aStopWhileTheJournalIsFullAndTheSinkIsStuckLosesNothing() throws Exception {
        sink.window = 0;
        LoopSite first = new LoopSite(folder, sink, new SumStation());
        int offered = 0;
        while (first.journal.writer().blocked() == null) {
            if (first.offer("t", String.format("%01000d", offered))) {
                offered++;
            }
        }
        int stored = first.acknowledged.size();
        assertTrue(stored < offered && first.journal.state().blocked() != null);
        first.stop();
        assertEquals(stored, first.acknowledged.size(), "what could not be stored was acknowledged");
        sink.window = Integer.MAX_VALUE;
        sink.confirmsAtOnce = true;
        LoopSite second = new LoopSite(folder, sink, new SumStation());
        await().atMost(Duration.ofSeconds(20)).until(() -> second.recorded.size() == stored && sink.sent.size() == stored / 3);
        second.stop();
    }

    @Test
    void aJournalThatFillsUpIsLetGoByCheckpoints() throws Exception {
        sink.confirmsAtOnce = true;
        LoopSite site = new LoopSite(folder, sink, new SumStation());
        for (int i = 0; i < 12_000; i++) { // three times what fits
            while (!site.offer("t", String.format("%01000d", i))) {
                Thread.sleep(1);
            }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> site.acknowledged.size() == 12_000 && site.journal.state().lag() == 0);
        assertTrue(site.journal.state().bytes() <= LoopSite.SETTINGS.maxBytes());
        site.stop();
    }

    private static void offer(LoopSite site, int from, int to) {
        for (int i = from; i < to; i++) {
            assertTrue(site.offer("t", String.valueOf(i)));
        }
    }
}
