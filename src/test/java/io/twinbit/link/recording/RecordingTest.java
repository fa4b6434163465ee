package io.twinbit.link.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Resumed;
import io.twinbit.flow.signal.Tick;
import io.twinbit.link.IntakeRecords;
import io.twinbit.link.RecordLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final List<Intake> RECORDS = List.of(
            new Message(10, "sensors/a/accel", bytes("[1,2,3]"), 1_700_000_000_000_000L),
            new Tick(11, 1_700_000_000_500_000L),
            new Message(12, "sensors/b/accel", new byte[0], 1_700_000_001_000_000L),
            new Message(15, "t", bytes("last"), 1_700_000_002_000_000L));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void record() throws IOException {
        file = write(RECORDS);
    }

    private Path write(List<Intake> records) throws IOException {
        Path target = folder.resolve("recording.twr");
        try (RecordingWriter writer = RecordingWriter.create(target)) {
            records.forEach(writer::write);
        }
        return target;
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        assertEquals(texts(RECORDS), texts(read(file)));
    }

    @Test
    void userPropertiesAreKept() throws IOException {
        List<Intake> records = List.of(
                new Message(1, "s/x", bytes("1"), 5, Map.of("device", "a", "id", "é")),
                new Message(2, "s/x", bytes("2"), 6),
                new Message(3, "s/y", new byte[0], 7, Map.of("device", "")));
        List<Intake> read = read(write(records));
        assertEquals(texts(records), texts(read));
        assertEquals(
                List.of(Map.of("device", "a", "id", "é"), Map.of(), Map.of("device", "")),
                read.stream().map(in -> ((Message) in).properties()).toList());
    }

    @Test
    void recordsMayBeLargerThanTheBuffers() throws IOException {
        byte[] large = new byte[300_000];
        Arrays.fill(large, (byte) 'x');
        List<Intake> records = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            records.add(i % 100 == 50 ? new Message(i, "t", large, i) : new Message(i, "topic" + i, bytes("p".repeat(i)), i));
        }
        assertEquals(texts(records), texts(read(write(records))));
    }

    @Test
    void theRestOfAPreallocatedFileIsNotDamage() throws IOException {
        byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, all.length + 4096));
        assertEquals(texts(RECORDS), texts(read(file)));
    }

    @Test
    void aFileCutOffAnywhereGivesItsWholeRecordsAndSaysWhereItStops() throws IOException {
        byte[] all = Files.readAllBytes(file);
        List<Integer> starts = starts();
        for (int length = 0; length < all.length; length++) {
            Files.write(file, Arrays.copyOf(all, length));
            List<Intake> read = new ArrayList<>();
            int whole = wholeRecords(length);
            if (length == starts.get(whole) || onlyPaddingIsMissing(length)) {
                RecordingReader.read(file, read::add);
            } else {
                var damage = assertThrows(MalformedRecordingException.class, () -> RecordingReader.read(file, read::add));
                int offset = length < RecordLayout.FILE_HEADER_BYTES ? 0 : starts.get(whole);
                assertTrue(damage.toString().contains("recording.twr, byte " + offset + ": "), damage.toString());
            }
            assertEquals(texts(RECORDS.subList(0, whole)), texts(read), "cut at " + length);
        }
    }

    /** Where each record starts, and where the last one ends. */
    private static List<Integer> starts() {
        List<Integer> starts = new ArrayList<>(List.of(RecordLayout.FILE_HEADER_BYTES));
        RECORDS.forEach(r -> starts.add(starts.getLast() + IntakeRecords.whole(r).bytes()));
        return starts;
    }

    private static int wholeRecords(int length) {
        List<Integer> starts = starts();
        int whole = 0;
        while (whole < RECORDS.size() && starts.get(whole) + bytesWithoutPadding(RECORDS.get(whole)) <= length) {
            whole++;
        }
        return whole;
    }

    private static boolean onlyPaddingIsMissing(int length) {
        int whole = wholeRecords(length);
        return whole > 0 && length < starts().get(whole);
    }

    private static int bytesWithoutPadding(Intake intake) {
        return switch (intake) {
            case Message m -> 32 + m.topic().length() + m.payload().length;
            case Tick _, Resumed _ -> 32;
        };
    }

    @Test
    void noFlippedBitGoesUnnoticed() throws IOException {
        byte[] all = Files.readAllBytes(file);
        for (int bit = 0; bit < all.length * 8; bit++) {
            byte[] flipped = all.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file, flipped);
            List<Intake> read = new ArrayList<>();
            if (isPadding(bit / 8)) {
                RecordingReader.read(file, read::add);
                assertEquals(texts(RECORDS), texts(read));
            } else {
                assertThrows(MalformedRecordingException.class, () -> RecordingReader.read(file, read::add), "bit " + bit);
                assertEquals(texts(RECORDS.subList(0, read.size())), texts(read), "bit " + bit);
            }
        }
    }

    private static boolean isPadding(int offset) {
        List<Integer> starts = starts();
        for (int i = 0; i < RECORDS.size(); i++) {
            if (offset >= starts.get(i) + bytesWithoutPadding(RECORDS.get(i)) && offset < starts.get(i + 1)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void anotherKindOfFileIsNamedAsSuch() throws IOException {
        Files.writeString(file, "t_ms,ax_g\n0,1\n");
        var refused = assertThrows(MalformedRecordingException.class, () -> read(file));
        assertTrue(refused.toString().contains("not a Twinbit recording"), refused.toString());
    }

    private static List<Intake> read(Path file) throws IOException {
        List<Intake> read = new ArrayList<>();
        RecordingReader.read(file, read::add);
        return read;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Records compare payloads by identity; texts do by content. */
    private static List<String> texts(List<Intake> records) {
        return records.stream().map(RecordingTest::text).toList();
    }

    private static String text(Intake intake) {
        return switch (intake) {
            case Message m -> m.position() + " " + m.topic() + " " + m.receivedAtUs() + " " + new String(m.payload(), StandardCharsets.UTF_8);
            case Tick t -> t.toString();
            case Resumed r -> r.toString();
        };
    }
}
