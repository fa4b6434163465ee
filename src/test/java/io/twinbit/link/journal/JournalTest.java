package io.twinbit.link.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Resumed;
import io.twinbit.flow.signal.Tick;
import io.twinbit.link.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final int SEGMENT_BYTES = JournalSettings.MIN_SEGMENT_BYTES;
    /** So that a commit of one is a quarter of a segment or so. */
    private static final int LARGE_BYTES = 60_000;

    private final MemoryStorage storage = new MemoryStorage();
    private final NumberedMessages feed = new NumberedMessages(0);

    private Journal open(OnFull onFull) throws IOException {
        return feed.open(storage, NumberedMessages.settings(SEGMENT_BYTES, 4, onFull));
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void givesInOrderWhatWasWritten() throws Exception {
        Journal journal = open(OnFull.BLOCK);
        journal.writer().resumed(11);
        journal.writer().epoch("{}");
        feed.write(journal.writer(), 10, 100);
        journal.writer().tick(22);
        feed.write(journal.writer(), 3, 5000);
        Intake first = journal.reader().poll();
        assertEquals(new Resumed(feedStartPosition(journal), 11), first);
        assertEquals(range(0, 13), NumberedMessages.read(journal));
        assertEquals(journal.writer().durable(), journal.reader().position());
        assertEquals(range(0, 13), feed.acknowledged);
        assertEquals(0, journal.state().lag());
    }

    private static long feedStartPosition(Journal journal) {
        return journal.writer().durable() - 15; // resumed, epoch, 13 messages, a tick: the first of 16
    }

    @Test
    void nothingIsReadOrAcknowledgedBeforeItIsDurable() throws Exception {
        Journal journal = open(OnFull.BLOCK);
        feed.offer(journal.writer(), 100);
        assertNull(journal.reader().poll());
        assertEquals(List.of(), feed.acknowledged);
        journal.writer().turn(0);
        assertEquals(List.of(0), feed.acknowledged);
        assertEquals(List.of(0), NumberedMessages.read(journal));
    }

    @Test
    void aRestartGoesOnWhereTheLastRunEnded() throws Exception {
        Journal before = open(OnFull.BLOCK);
        feed.write(before.writer(), 8, LARGE_BYTES);
        feed.write(before.writer(), 5, 10);
        before.writer().confirmed(before.writer().durable() - 3);
        before.writer().turn(0);
        Journal after = open(OnFull.BLOCK);
        assertEquals(13, after.recovery().messages());
        assertEquals(before.writer().durable() - 3, after.recovery().cursor());
        assertEquals(before.writer().durable(), after.recovery().position());
        assertEquals(List.of(), after.recovery().setAside());
        feed.write(after.writer(), 2, 10);
        assertEquals(13 + 2, after.state().lag());
        assertEquals(range(0, 15), NumberedMessages.read(after));
        after.reader().seek(after.recovery().position() - 2);
        assertEquals(range(11, 15), NumberedMessages.read(after));
        assertEquals(0, after.state().lag());
    }

    @Test
    void positionsGrowThoughTheClockStepsBack() throws Exception {
        Journal before = open(OnFull.BLOCK);
        feed.write(before.writer(), 3, 10);
        feed.clockUs = 0;
        Journal after = open(OnFull.BLOCK);
        feed.write(after.writer(), 3, 10);
        assertEquals(range(0, 6), NumberedMessages.read(after));
        Journal behind = Journal.open(storage, NumberedMessages.settings(SEGMENT_BYTES, 4, OnFull.BLOCK), () -> 0, Long.MAX_VALUE / 2);
        feed.write(behind.writer(), 1, 10);
        assertEquals(Long.MAX_VALUE / 2 + 1, behind.writer().durable());
    }

    @Test
    void aCursorAloneBecomesDurable() throws Exception {
        Journal before = open(OnFull.BLOCK);
        feed.write(before.writer(), 3, 10);
        Journal again = open(OnFull.BLOCK);
        again.writer().confirmed(again.recovery().position());
        again.writer().turn(0);
        long forced = again.state().counters().commits();
        again.writer().turn(0);
        assertEquals(1, forced);
        assertEquals(forced, again.state().counters().commits());
        Journal after = open(OnFull.BLOCK);
        assertEquals(after.recovery().position(), Math.max(after.recovery().cursor(), after.recovery().position()));
        assertEquals(before.writer().durable(), after.recovery().cursor());
        feed.write(after.writer(), 1, 10);
        assertEquals(range(0, 4), NumberedMessages.read(open(OnFull.BLOCK)));
    }

    @Test
    void segmentsGoWhenNobodyNeedsThem() throws Exception {
        Journal journal = open(OnFull.BLOCK);
        for (int i = 0; i < 12; i++) {
            feed.write(journal.writer(), 1, LARGE_BYTES);
        }
        assertEquals(4, journal.state().segments());
        journal.release(journal.writer().durable() - 4);
        assertEquals(2, journal.state().segments());
        journal.release(Long.MAX_VALUE);
        assertEquals(1, journal.state().segments());
        assertEquals(1, storage.list(Segment.NAMES.folder()).size());
        assertEquals(journal.writer().durable(), open(OnFull.BLOCK).recovery().position());
    }

    @Test
    void aFullJournalBlocksUntilThereIsRoom() throws Exception {
        Journal journal = open(OnFull.BLOCK);
        Thread writer = Thread.ofPlatform().start(journal.writer());
        while (journal.state().blocked() == null) {
            if (!feed.offer(journal.writer(), LARGE_BYTES)) {
                Thread.onSpinWait();
            }
        }
        assertTrue(journal.state().bytes() <= journal.state().maxBytes(), journal.state().toString());
        assertTrue(String.valueOf(journal.state().blocked()).contains("full"));
        int durable = NumberedMessages.read(journal).size();
        assertTrue(durable < feed.offered());
        journal.release(journal.reader().position());
        int all = feed.offered();
        while (durable < all) {
            durable += NumberedMessages.read(journal).size();
            journal.release(journal.reader().position());
        }
        journal.writer().stop();
        writer.join();
        assertEquals(range(0, all), feed.acknowledged);
        assertNull(journal.state().blocked());
    }

    @Test
    void stopsWhileItIsBlocked() throws Exception {
        Journal journal = open(OnFull.BLOCK);
        Thread writer = Thread.ofPlatform().start(journal.writer());
        while (journal.state().blocked() == null) {
            feed.offer(journal.writer(), LARGE_BYTES);
        }
        journal.writer().stop();
        writer.join();
        assertTrue(feed.acknowledged.size() < feed.offered());
        assertFalse(feed.offer(journal.writer(), 10));
        assertEquals(feed.acknowledged, NumberedMessages.read(open(OnFull.BLOCK)));
    }

    @Test
    void atTheCapTheOldestGoAndCountUnlessTheyWereTaken() throws Exception {
        Journal journal = open(OnFull.DROP_OLDEST);
        feed.write(journal.writer(), 1, LARGE_BYTES);
        assertNotNull(journal.reader().poll());
        for (int i = 0; i < 40; i++) {
            feed.write(journal.writer(), 1, LARGE_BYTES);
        }
        List<Integer> left = NumberedMessages.read(journal);
        assertEquals(range(41 - left.size(), 41), left);
        assertTrue(left.size() >= 9, left.toString());
        assertEquals(40 - left.size(), journal.state().counters().droppedOldest());
        assertEquals(range(0, 41), feed.acknowledged);
        assertTrue(journal.state().bytes() <= journal.state().maxBytes());
    }

    @Test
    void atTheCapTheNewestAreDroppedAndCounted() throws Exception {
        Journal journal = open(OnFull.DROP_NEWEST);
        for (int i = 0; i < 40; i++) {
            feed.write(journal.writer(), 1, LARGE_BYTES);
        }
        List<Integer> left = NumberedMessages.read(journal);
        assertEquals(range(0, left.size()), left);
        assertEquals(40 - left.size(), journal.state().counters().droppedNewest());
        assertEquals(range(0, 40), feed.acknowledged);
    }

    @Test
    void whatIsTooOldGoesAndCounts() throws Exception {
        JournalSettings settings = new JournalSettings(4L * SEGMENT_BYTES, 60, SEGMENT_BYTES, OnFull.BLOCK, 64);
        Journal journal = feed.open(storage, settings);
        for (int i = 0; i < 9; i++) {
            feed.write(journal.writer(), 1, LARGE_BYTES);
        }
        feed.clockUs += 61_000_000;
        journal.writer().turn(0);
        List<Integer> left = NumberedMessages.read(journal);
        assertEquals(8, left.getLast());
        assertEquals(9 - left.size(), journal.state().counters().expired());
        assertTrue(left.size() <= 4, left.toString());
    }

    @Test
    void aMessageLargerThanTheCapIsTakenAlone() throws Exception {
        Journal journal = open(OnFull.BLOCK);
        feed.write(journal.writer(), 1, 5 * SEGMENT_BYTES);
        assertEquals(range(0, 1), NumberedMessages.read(journal));
        journal.release(Long.MAX_VALUE);
        feed.write(journal.writer(), 1, 10);
        assertEquals(range(1, 2), NumberedMessages.read(journal));
    }

    @Test
    void onlyTheNewestRemarkWaitsBetweenTwoMessages() throws Exception {
        Journal journal = open(OnFull.BLOCK);
        for (int i = 1; i <= 1000; i++) {
            journal.writer().tick(i);
            journal.writer().resumed(i);
        }
        journal.writer().turn(0);
        assertEquals(new Tick(journal.writer().durable() - 1, 1000), journal.reader().poll());
        assertEquals(new Resumed(journal.writer().durable(), 1000), journal.reader().poll());
        assertNull(journal.reader().poll());
    }

    @Test
    void manyTopicsKeepTheirNames() throws Exception {
        JournalSettings settings = NumberedMessages.settings(1 << 20, 32, OnFull.BLOCK);
        Journal journal = feed.open(storage, settings);
        int topics = StreamNumbers.MAX_TOPICS + 1000;
        for (int i = 0; i < topics; i++) {
            int n = i;
            journal.writer().offer(new Delivery("t/" + n, new byte[] {(byte) n}, 1, () -> {}));
            if (i % 64 == 63) {
                journal.writer().turn(0);
            }
        }
        journal.writer().turn(0);
        Journal after = feed.open(storage, settings);
        for (int i = 0; i < topics; i++) {
            assertEquals("t/" + i, after.reader().poll() instanceof Message m ? m.topic() : "");
        }
        assertEquals(0, after.state().counters().nameless());
    }

    @Test
    void worksOnARealDisk(@TempDir Path folder) throws Exception {
        DiskStorage disk = new DiskStorage(folder);
        Journal before = feed.open(disk, NumberedMessages.settings(SEGMENT_BYTES, 4, OnFull.BLOCK));
        Thread writer = Thread.ofPlatform().start(before.writer());
        while (feed.offered() < 100) {
            feed.offer(before.writer(), 5000);
        }
        before.writer().stop();
        writer.join();
        before.writer().ended().get();
        before.close();
        assertEquals(range(0, 100), feed.acknowledged);
        Journal after = feed.open(disk, NumberedMessages.settings(SEGMENT_BYTES, 4, OnFull.BLOCK));
        assertEquals(range(0, 100), NumberedMessages.read(after));
        after.close();
    }
}
