package io.twinbit.link.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointStoreTest {
    private static final int TAIL_BYTES = 4096;
    private static final String OLDER = "checkpoints/00000000000000000100.twc";
    private static final String NEWER = "checkpoints/00000000000000000200.twc";

    private final MemoryStorage storage = new MemoryStorage();

    /** Depend on pipeline and position; the last ones are smaller than a record's header. */
    private static List<byte[]> entries(String pipeline, long position) {
        Random random = new Random(pipeline.hashCode() + position);
        List<byte[]> entries = new ArrayList<>();
        int large = position > 1000 ? 70_000 : 1500; // larger than the buffers
        for (int bytes : new int[] {0, 1, large, 3000, 17, 8, 3}) {
            byte[] entry = new byte[bytes];
            random.nextBytes(entry);
            entries.add(entry);
        }
        return entries;
    }

    private static void write(CheckpointStore store, long position) throws IOException {
        CheckpointWriter writer = store.begin(position);
        for (String pipeline : List.of("a", "b")) {
            writer.pipeline(pipeline);
            for (byte[] entry : entries(pipeline, position)) {
                writer.entry(entry);
            }
        }
        writer.commit();
    }

    private static List<String> read(Checkpoint checkpoint, String pipeline) throws IOException {
        List<String> entries = new ArrayList<>();
        assertTrue(checkpoint.read(pipeline, i -> i.forEachRemaining(e -> entries.add(HexFormat.of().formatHex(e)))));
        return entries;
    }

    private static void assertWhole(long position, Optional<Checkpoint> checkpoint) throws IOException {
        assertEquals(position, checkpoint.orElseThrow().position());
        for (String pipeline : List.of("b", "a")) {
            assertEquals(
                    entries(pipeline, position).stream().map(HexFormat.of()::formatHex).toList(),
                    read(checkpoint.orElseThrow(), pipeline));
        }
        assertFalse(checkpoint.orElseThrow().read("c", _ -> { }));
    }

    @Test
    void theNewestComesBackAndTheOneBeforeItIsKept(@TempDir Path folder) throws IOException {
        Storage disk = new DiskStorage(folder);
        CheckpointStore store = CheckpointStore.open(disk);
        assertEquals(Optional.empty(), store.newest());
        assertEquals(-1, store.previousPosition());
        write(store, 0);
        assertWhole(0, store.newest());
        assertEquals(-1, store.previousPosition());
        for (long position : new long[] {100, 200, 200, Long.MAX_VALUE}) {
            write(store, position);
            assertWhole(position, store.newest());
            assertWhole(position, CheckpointStore.open(disk).newest());
        }
        assertEquals(200, store.previousPosition());
        assertEquals(200, CheckpointStore.open(disk).previousPosition());
        assertEquals(List.of(NEWER, "checkpoints/09223372036854775807.twc"), disk.list("checkpoints"));
    }

    @Test
    void whatIsNotCommittedIsNotThere() throws IOException {
        CheckpointStore store = CheckpointStore.open(storage);
        write(store, 100);
        CheckpointWriter abandoned = store.begin(200);
        abandoned.pipeline("a");
        assertWhole(100, CheckpointStore.open(storage.copy()).newest());
        abandoned.abort();
        assertEquals(List.of(OLDER), storage.list("checkpoints"));
        store.begin(300).entry(new byte[100_000]); // and the power goes
        assertEquals(2, storage.list("checkpoints").size());
        assertWhole(100, CheckpointStore.open(storage).newest());
        assertEquals(List.of(OLDER), storage.list("checkpoints"));
    }

    @Test
    void aCheckpointNeverGoesBack() throws IOException {
        CheckpointStore store = CheckpointStore.open(storage);
        write(store, 100);
        assertThrows(IllegalArgumentException.class, () -> store.begin(99));
        assertThrows(IllegalArgumentException.class, () -> CheckpointStore.open(new MemoryStorage()).begin(-1));
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void whateverBecomesOfTheTailOneOfTheTwoIsUsed(Damage damage) throws IOException {
        CheckpointStore store = CheckpointStore.open(storage);
        write(store, 100);
        write(store, 200);
        int bytes = storage.content(NEWER).length;
        int fallbacks = 0;
        for (int offset = bytes - TAIL_BYTES; offset < bytes; offset++) {
            MemoryStorage image = storage.copy();
            byte[] damaged = damage.at(offset, image.content(NEWER).clone());
            image.put(NEWER, damaged);
            CheckpointStore opened = CheckpointStore.open(image);
            if (opened.setAside().isEmpty()) { // only bytes that say nothing were hit
                assertWhole(200, opened.newest());
            } else {
                fallbacks++;
                assertWhole(100, opened.newest());
                assertEquals(-1, opened.previousPosition());
                assertEquals(damaged, image.content("damaged/00000000000000000200.twc"));
                assertEquals(NEWER, opened.setAside().getFirst().file());
                assertTrue(opened.setAside().getFirst().offset() < offset + 8, "the record, or the one behind its padding");
            }
        }
        assertTrue(fallbacks > TAIL_BYTES - 50, fallbacks + " of " + TAIL_BYTES + " were noticed");
    }

    @Test
    void damageWhileRunningIsFoundToo() throws IOException {
        CheckpointStore store = CheckpointStore.open(storage);
        write(store, 100);
        write(store, 200);
        storage.put(NEWER, Damage.FLIP.at(40, storage.content(NEWER).clone()));
        assertWhole(100, store.newest());
        write(store, 200);
        assertWhole(200, store.newest());
        assertEquals(100, store.previousPosition());
    }

    @Test
    void whenNoneIsWholeThereIsNoneAndAllAreKept() throws IOException {
        for (int round = 0; round < 2; round++) {
            CheckpointStore store = CheckpointStore.open(storage);
            write(store, 100);
            write(store, 200);
            for (String file : List.of(OLDER, NEWER)) {
                storage.put(file, Damage.CUT.at(8, storage.content(file)));
            }
            CheckpointStore opened = CheckpointStore.open(storage);
            assertEquals(Optional.empty(), opened.newest());
            assertEquals(2, opened.setAside().size());
        }
        assertEquals(
                List.of(
                        "damaged/00000000000000000100.twc", "damaged/00000000000000000100.twc.2",
                        "damaged/00000000000000000200.twc", "damaged/00000000000000000200.twc.2"),
                storage.list("damaged"));
    }

    @Test
    void aCheckpointUnderAnotherOnesNameIsNotTaken() throws IOException {
        CheckpointStore store = CheckpointStore.open(storage);
        write(store, 100);
        storage.rename(OLDER, NEWER);
        CheckpointStore opened = CheckpointStore.open(storage);
        assertEquals(Optional.empty(), opened.newest());
        assertTrue(opened.setAside().getFirst().reason().contains("position 100"), opened.setAside()::toString);
    }
}
