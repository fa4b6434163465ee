package io.twinbit.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.link.Delivery;
import io.twinbit.link.journal.DiskStorage;
import io.twinbit.link.journal.Journal;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFeedTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    Path folder;

    private UnreadableStorage storage;
    private Journal journal;
    private JournalFeed feed;

    @BeforeEach
    void write() throws Exception {
        storage = new UnreadableStorage(new DiskStorage(folder));
        journal = Journal.open(storage, LoopSite.SETTINGS, WallClock::nowUs, 0);
        Thread.ofPlatform().daemon().start(journal.writer());
        journal.writer().offer(new Delivery("t", "a".getBytes(UTF_8), 1, () -> {}));
        await().until(() -> journal.state().lag() == 1);
        feed = new JournalFeed(journal.reader());
        feed.seek(-1);
    }

    @AfterEach
    void close() throws Exception {
        journal.writer().stop();
        journal.close();
    }

    @Test
    void aDiskThatFailsForAWhileIsAskedAgainEachSecond() {
        storage.unreadable = true;
        assertNull(feed.next(0));
        assertFalse(feed.isReadable());
        storage.unreadable = false;
        assertNull(feed.next(SECOND_NS - 1));
        assertFalse(feed.isReadable(), "it was not asked yet");
        assertNotNull(feed.next(SECOND_NS));
        assertTrue(feed.isReadable());
    }

    @Test
    void aDiskThatFailsForGoodEndsTheDaemonSoThatAStartSetsAsideWhatItCannotRead() {
        storage.unreadable = true;
        for (int i = 0; i < 9; i++) {
            assertNull(feed.next(i * SECOND_NS));
        }
        StateUnavailableException end = assertThrows(StateUnavailableException.class, () -> feed.next(9 * SECOND_NS));
        assertEquals("the journal cannot be read behind position -1: no such luck", end.getMessage());
    }
}
