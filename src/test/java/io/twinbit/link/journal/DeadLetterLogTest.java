package io.twinbit.link.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.signal.Message;
import io.twinbit.link.Frame;
import io.twinbit.testing.WireContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLetterLogTest {
    private static final int TAIL_BYTES = 4096;
    private static final String FILE = "dead-letters/00000000000000000001.twr";

    private final MemoryStorage storage = new MemoryStorage();

    private static StoredLetter letter(String pipeline, long position, int payloadBytes) {
        byte[] payload = new byte[payloadBytes];
        Arrays.fill(payload, (byte) position);
        Message message = new Message(position, "sensors/ä/" + pipeline, payload, 1_700_000_000_000_000L + position);
        return StoredLetter.of(pipeline, message, "malformed", 9, "found 'x', expected a number");
    }

    private static List<StoredLetter> letters(Storage storage) throws IOException {
        List<StoredLetter> letters = new ArrayList<>();
        DeadLetterLog.read(storage, letters::add);
        return letters;
    }

    private static List<Long> positions(Storage storage) throws IOException {
        return letters(storage).stream().map(l -> l.message().position()).toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static DeadLetterLog open(Storage storage) throws IOException {
        return DeadLetterLog.open(storage, DeadLetterLog.MIN_BYTES);
    }

    @Test
    void theReasonIsTheContractsExample() {
        Message message = new Message(
                1, "sensors/machine-2/accel", "{\"v\": [1,x]}".getBytes(UTF_8), 0, Map.of("device", "machine-2"));
        Frame frame = StoredLetter.of("vibration", message, "malformed", 9, "found 'x', expected a number").frame(1 << 17);
        assertEquals(
                WireContract.example("dead-letter").replaceAll("\n *", ""),
                new String(frame.data(), 0, frame.small(), UTF_8));
        assertEquals("{\"v\": [1,x]}", new String(frame.data(), frame.small(), frame.data().length - frame.small(), UTF_8));
    }

    @Test
    void whatWasPutAsideComesBackWhole(@TempDir Path folder) throws IOException {
        Storage disk = new DiskStorage(folder);
        Message message = new Message(7, "t/\"\u0001€", new byte[] {1, 0, -1}, 42, Map.of("id", "ä", "device", ""));
        StoredLetter letter = StoredLetter.of("p", message, "internal_error", -1, "x".repeat(1023) + "\ud83d\ude00");
        try (DeadLetterLog log = open(disk)) {
            assertTrue(log.append(letter));
            log.force();
            assertEquals(1, letters(disk).size(), "while the log is open");
        }
        StoredLetter read = letters(disk).getFirst();
        assertEquals("p internal_error -1 3 false", read.pipeline() + " " + read.cause() + " " + read.offset() + " "
                + read.payloadBytes() + " " + read.cut());
        assertEquals("x".repeat(1023) + "?", read.detail());
        assertEquals(message.topic() + 7 + 42, read.message().topic() + read.message().position() + read.message().receivedAtUs());
        assertEquals(message.properties(), read.message().properties());
        assertArrayEquals(message.payload(), read.message().payload());
    }

    @Test
    void whatItHasAlreadyIsNotAddedAgain() throws IOException {
        for (boolean first : new boolean[] {true, false}) {
            DeadLetterLog run = open(storage);
            assertEquals(first, run.append(letter("a", 10, 5)));
            assertEquals(first, run.append(letter("b", 10, 5)));
            assertEquals(first, run.append(letter("a", 11, 5)));
            assertFalse(run.append(letter("a", 10, 5)));
            run.close();
        }
        DeadLetterLog later = open(storage);
        assertTrue(later.append(letter("b", 11, 5)));
        assertEquals(List.of(10L, 10L, 11L, 11L), positions(storage));
        assertEquals(1, storage.list("dead-letters").size());
    }

    @Test
    void itStaysWithinItsBytesAndCountsWhatGoes() throws IOException {
        DeadLetterLog log = open(storage);
        int added = 400;
        for (int i = 1; i <= added; i++) {
            log.append(letter("p", i, 10_000));
            long bytes = storage.list("dead-letters").stream().mapToLong(f -> storage.content(f).length).sum();
            assertTrue(bytes <= DeadLetterLog.MIN_BYTES, bytes + " bytes");
        }
        List<Long> kept = positions(storage);
        assertEquals(added, kept.getLast());
        assertEquals(LongStream.rangeClosed(kept.getFirst(), added).boxed().toList(), kept);
        assertEquals(kept.getFirst() - 1, log.droppedLetters());
        assertTrue(kept.size() > 80, kept.size() + " of 10 kB each in 1 MiB");
    }

    @Test
    void whatIsTooLongIsKeptAsFarAsItFitsAndSaysSo() throws IOException {
        try (DeadLetterLog log = open(storage)) {
            log.append(letter("p", 1, 1 << 20));
            String topic = "\u0001".repeat(60_000);
            log.append(StoredLetter.of("p", new Message(2, topic, new byte[100], 0, Map.of("k", "v")), "c", 0, "d"));
        }
        List<StoredLetter> read = letters(storage);
        assertEquals(1 << 20, read.getFirst().payloadBytes());
        assertTrue(read.getFirst().cut());
        int kept = read.getFirst().message().payload().length;
        assertTrue(kept > 130_000 && kept < 1 << 17, kept + " bytes of an eighth of a MiB");
        assertTrue(read.getLast().cut());
        assertEquals("\u0001".repeat(StoredLetter.MAX_CUT_TOPIC_CHARS), read.getLast().message().topic());
        assertEquals(100, read.getLast().message().payload().length);
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void whateverBecomesOfTheTailAllLettersBeforeItStayAndNewOnesFollow(Damage damage) throws IOException {
        int letters = 20;
        try (DeadLetterLog log = open(storage)) {
            for (int i = 1; i <= letters; i++) {
                log.append(letter("p", i, 30 + i));
            }
        }
        int bytes = storage.content(FILE).length;
        int letterBytes = bytes / letters;
        for (int offset = bytes - TAIL_BYTES; offset < bytes; offset++) {
            MemoryStorage image = storage.copy();
            image.put(FILE, damage.at(offset, image.content(FILE).clone()));
            DeadLetterLog log = open(image);
            List<Long> found = positions(image);
            int untouched = offset / (letterBytes + 32);
            assertEquals(upTo(letters).subList(0, untouched), found.subList(0, untouched));
            if (damage == Damage.FLIP) {
                assertTrue(found.size() >= letters - 1, () -> found + " although one bit was changed");
            }
            assertTrue(log.append(letter("p", 100, 5)));
            log.close();
            List<Long> withNew = new ArrayList<>(found);
            withNew.add(100L);
            assertEquals(withNew, positions(image));
            if (offset % 16 == 0) {
                assertEquals(withNew, positions(reopened(image)));
            }
        }
    }

    private static MemoryStorage reopened(MemoryStorage image) throws IOException {
        open(image).close();
        return image;
    }

    @Test
    void aTornEndIsCutAndDamageInTheMiddleIsKept() throws IOException {
        try (DeadLetterLog log = open(storage)) {
            for (int i = 1; i <= 3; i++) {
                log.append(letter("p", i, 100));
            }
        }
        byte[] content = storage.content(FILE);
        MemoryStorage torn = storage.copy();
        torn.put(FILE, Damage.CUT.at(content.length - 50, content));
        DeadLetterLog.Recovery cut = open(torn).recovery();
        assertTrue(cut.tornBytes() > 0 && cut.setAside().isEmpty(), cut::toString);
        assertEquals(16 + (content.length - 16) / 3 * 2, torn.content(FILE).length);

        byte[] damaged = Damage.FLIP.at(content.length / 2, content.clone());
        storage.put(FILE, damaged);
        DeadLetterLog.Recovery kept = open(storage).recovery();
        assertEquals(0, kept.tornBytes());
        assertEquals(FILE, kept.setAside().getFirst().file());
        assertArrayEquals(damaged, storage.content("damaged/00000000000000000001.twr"));
        assertEquals(List.of(1L, 3L), positions(storage));
    }

    @Test
    void aFileOfNothingButDamageIsSetAside() throws IOException {
        storage.put(FILE, new byte[100]);
        DeadLetterLog log = open(storage);
        assertEquals("damaged/00000000000000000001.twr", log.recovery().setAside().getFirst().keptAs());
        assertTrue(log.append(letter("p", 1, 5)));
        assertEquals(upTo(1), positions(storage));
    }

    @Test
    void whatAFailedForceLeftInDoubtIsWrittenAnew() throws IOException {
        DeadLetterLog log = open(storage);
        log.append(letter("p", 1, 100));
        log.force();
        int durableBytes = storage.content(FILE).length;
        log.append(letter("p", 2, 100));
        storage.breakAt(operation -> operation.startsWith("force"));
        assertThrows(IOException.class, log::force);
        assertThrows(IOException.class, log::force);
        assertThrows(IOException.class, () -> log.append(letter("p", 3, 100)));
        storage.breakAt(operation -> operation.equals("force " + FILE) || operation.equals("truncate " + FILE));
        assertTrue(log.append(letter("p", 3, 100)), "in another file");
        log.force();
        assertEquals(2, storage.list("dead-letters").size());
        MemoryStorage afterPowerCut = storage.copy();
        afterPowerCut.put(FILE, Damage.CUT.at(durableBytes, storage.content(FILE)));
        assertEquals(upTo(3), positions(afterPowerCut));
        assertEquals(upTo(3), positions(storage));
    }

    @Test
    void aFailedWriteLeavesNoTrace() throws IOException {
        DeadLetterLog log = open(storage);
        log.append(letter("p", 1, 100));
        storage.breakAt(operation -> operation.startsWith("write"));
        assertThrows(IOException.class, () -> log.append(letter("p", 2, 100)));
        storage.breakAt(_ -> false);
        assertTrue(log.append(letter("p", 2, 100)));
        assertEquals(upTo(2), positions(storage));
    }

    @Test
    void lettersAreTakenOutAndTheRestStays() throws IOException {
        DeadLetterLog log = open(storage);
        for (int i = 1; i <= 30; i++) {
            log.append(letter("a", i, 5000));
            log.append(letter("b", i, 5000));
        }
        assertEquals(30, log.remove(l -> l.pipeline().equals("a")));
        assertEquals(upTo(30), positions(storage));
        assertFalse(log.append(letter("a", 30, 5)), "it is known all the same");
        assertTrue(log.append(letter("b", 31, 5)));
        assertEquals(31, log.remove(_ -> true));
        assertEquals(List.of(), storage.list("dead-letters"));
    }
}
