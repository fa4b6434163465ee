package io.twinbit.link.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.testing.ForwardingStorage;
import io.twinbit.testing.ProofForm;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One damage anywhere costs the messages that it hit, and none beside them; the damaged file is kept as it was. */
class JournalDamageTest {
    private static final int TAIL_BYTES = 4096;
    private static final int STRIDE = ProofForm.count(11, 1, 1);
    private static final int MESSAGE_BYTES = 200;
    private static final int MESSAGES = 60;
    private static final JournalSettings SETTINGS = NumberedMessages.settings(JournalSettings.MIN_SEGMENT_BYTES, 8, OnFull.BLOCK);

    private final NumberedMessages feed = new NumberedMessages(0);
    private final MemoryStorage storage = new MemoryStorage();
    private String name = "";
    private int written;

    /** A journal that was left in good order, with its cursor behind the last message. */
    @BeforeEach
    void write() throws Exception {
        Journal journal = feed.open(storage, SETTINGS);
        for (int i = 0; i < MESSAGES / 5; i++) {
            feed.write(journal.writer(), 5, MESSAGE_BYTES);
        }
        journal.writer().confirmed(journal.writer().durable());
        journal.writer().turn(0);
        name = storage.list(Segment.NAMES.folder()).getFirst();
        byte[] content = storage.content(name);
        for (written = content.length; content[written - 1] == 0; written--) {
            // the end of what was written
        }
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void atEveryByteOfTheTail(Damage damage) throws Exception {
        for (int offset = written - TAIL_BYTES; offset < written; offset += STRIDE) {
            MemoryStorage damaged = storage.copy();
            byte[] content = damage.at(offset, storage.content(name).clone());
            damaged.put(name, content);
            Journal journal = feed.open(damaged, SETTINGS);
            List<Integer> left = NumberedMessages.read(journal);
            assertLeft(damage, left, "offset " + (offset - written));
            assertKept(damaged, journal.recovery(), content);
            feed.write(journal.writer(), 1, 10);
            assertEquals(feed.offered() - 1, NumberedMessages.read(feed.open(damaged, SETTINGS)).getLast());
        }
    }

    private static void assertLeft(Damage damage, List<Integer> left, String where) {
        Set<Integer> lost = new HashSet<>(range(0, MESSAGES));
        lost.removeAll(left);
        assertEquals(left.stream().sorted().toList(), left, where);
        switch (damage) {
            case FLIP -> assertTrue(lost.size() <= 1, () -> where + " lost " + lost);
            case ZERO_SECTOR -> assertTrue(lost.size() <= 4, () -> where + " lost " + lost);
            case CUT, ZERO_FROM_HERE -> assertEquals(range(0, left.size()), left, where);
        }
    }

    /** What is not cut off as never whole is kept as it was found. */
    private void assertKept(MemoryStorage damaged, Recovery recovery, byte[] content) {
        for (SetAside aside : recovery.setAside()) {
            assertEquals(name, aside.file());
            assertArrayEquals(content, damaged.content(aside.keptAs()));
        }
        assertTrue(recovery.setAside().size() <= 1);
    }

    @Test
    void aSegmentWithAFollowerKeepsWhatItsDamageDidNotHit() throws Exception {
        Journal journal = feed.open(storage, SETTINGS);
        feed.write(journal.writer(), 1, MESSAGE_BYTES);
        byte[] content = storage.content(name);
        content[written - 3000] ^= 1;
        Journal after = feed.open(storage, SETTINGS);
        assertEquals(1, after.recovery().setAside().size());
        assertTrue(after.recovery().setAside().getFirst().toString().startsWith(name + ": bytes that are no record at offset "));
        assertEquals(MESSAGES, NumberedMessages.read(after).size());
        assertTrue(after.state().counters().skippedBytes() > MESSAGE_BYTES);
        assertEquals(1, feed.open(storage, SETTINGS).recovery().setAside().size());
        assertEquals(1, storage.list(Damaged.FOLDER).size());
    }

    @Test
    void namesAreThereASecondTime() throws Exception {
        byte[] content = storage.content(name);
        content[20] ^= 1; // the first stream's name
        assertEquals(range(0, MESSAGES), NumberedMessages.read(feed.open(storage, SETTINGS)));
    }

    @Test
    void aFileOfAnotherMakeIsSetAside() throws Exception {
        String other = Segment.NAMES.of(17);
        byte[] text = "not a journal at all, but something that somebody left here".getBytes(UTF_8);
        storage.put(other, text);
        Journal journal = feed.open(storage, SETTINGS);
        assertEquals(other, journal.recovery().setAside().getFirst().file());
        assertArrayEquals(text, storage.content("damaged/" + other.substring(other.indexOf('/') + 1)));
        assertFalse(storage.list(Segment.NAMES.folder()).contains(other));
        assertEquals(range(0, MESSAGES), NumberedMessages.read(journal));
    }

    @Test
    void aTornEndIsCutAndReported() throws Exception {
        byte[] content = storage.content(name);
        content[written - 40] ^= 1; // in the last commit record and nothing behind it
        Recovery recovery = feed.open(storage, SETTINGS).recovery();
        assertTrue(recovery.tornBytes() > 0);
        assertTrue(recovery.tornAt().startsWith(name + ":"), recovery.tornAt());
        assertEquals(0, feed.open(storage, SETTINGS).recovery().tornBytes());
    }

    @Test
    void whatCannotBeReadIsSetAside() throws IOException {
        Storage failing = new ForwardingStorage(storage) {
            @Override
            public StoredFile open(String file) throws IOException {
                if (file.equals(name)) {
                    throw new IOException("Input/output error");
                }
                return super.open(file);
            }
        };
        Recovery recovery = feed.open(failing, SETTINGS).recovery();
        assertEquals(1, recovery.setAside().size());
        assertTrue(recovery.setAside().getFirst().reason().contains("cannot be read"));
    }
}
