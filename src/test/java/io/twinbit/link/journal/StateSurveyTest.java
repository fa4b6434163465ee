package io.twinbit.link.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.signal.Message;
import io.twinbit.link.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateSurveyTest {
    private static final int MESSAGES = 4_000;

    /** A gateway takes, forgets, makes checkpoints and puts aside, as fast as it can, while others look: they see no damage. */
    @Test
    void whoLooksAtARunningGatewaysStateSeesItWhole(@TempDir Path folder) throws IOException {
        DiskStorage disk = new DiskStorage(folder);
        JournalSettings settings = new JournalSettings(4 << 20, 0, JournalSettings.MIN_SEGMENT_BYTES, OnFull.BLOCK, 64);
        try (Journal journal = Journal.open(disk, settings, () -> 1, 0);
                DeadLetterLog letters = DeadLetterLog.open(disk, DeadLetterLog.MIN_BYTES)) {
            JournalWriter writer = journal.writer();
            Thread.ofPlatform().start(writer);
            AtomicBoolean looking = new AtomicBoolean(true);
            List<Exception> failures = new ArrayList<>();
            Thread gateway = Thread.ofPlatform().start(() -> run(journal, letters, disk, looking, failures));
            try {
                while (writer.durable() < MESSAGES && gateway.isAlive()) {
                    look(DiskStorage.readOnly(folder));
                }
            } finally {
                looking.set(false);
                join(gateway);
                writer.stop();
                writer.ended().join();
            }
            assertEquals(List.of(), failures);
        }
    }

    private static void look(Storage storage) throws IOException {
        StateSurvey survey = StateSurvey.of(storage);
        assertEquals(List.of(), survey.files().stream().filter(f -> f.fault() != null).toList());
        StoredIntake intake = new StoredIntake(storage);
        List<Long> positions = new ArrayList<>();
        intake.read(StoredIntake.FOLDER, i -> positions.add(i.position()));
        for (int i = 1; i < positions.size(); i++) {
            assertTrue(positions.get(i) > positions.get(i - 1));
        }
        List<Long> letters = new ArrayList<>();
        DeadLetterLog.read(storage, letter -> letters.add(letter.message().position()));
        assertEquals(letters.stream().sorted().toList(), letters);
    }

    private static void run(
            Journal journal, DeadLetterLog letters, Storage disk, AtomicBoolean looking, List<Exception> failures) {
        try {
            CheckpointStore checkpoints = CheckpointStore.open(disk);
            while (looking.get()) {
                for (int i = 0; i < 200; i++) {
                    offer(journal.writer(), new byte[37 * i]);
                }
                long position = journal.writer().durable();
                letters.append(StoredLetter.of("p", new Message(position, "t", new byte[5000], 0), "malformed", 0, "found x"));
                CheckpointWriter checkpoint = checkpoints.begin(position);
                checkpoint.pipeline("p");
                checkpoint.entry(new byte[10_000]);
                checkpoint.commit();
                journal.release(checkpoints.previousPosition());
            }
        } catch (IOException | RuntimeException e) {
            failures.add(e);
        }
    }

    private static void offer(JournalWriter writer, byte[] payload) {
        while (!writer.offer(new Delivery("t", payload, 1, Map.of(), () -> {}))) {
            LockSupport.parkNanos(100_000);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void damageIsNamedWithItsPlace() throws IOException {
        MemoryStorage storage = new MemoryStorage();
        storage.put("intake/00000000000000000007.twr", new byte[4096]);
        storage.put("intake/00000000000000000009.twr", new byte[4096]);
        storage.put("checkpoints/00000000000000000005.twc", new byte[10]);
        storage.put("dead-letters/00000000000000000003.twr", new byte[100]);
        storage.put("damaged/x", new byte[1]);
        StateSurvey survey = StateSurvey.of(storage);
        SurveyedFile.Fault first = survey.segments().getFirst().fault();
        assertNotNull(first);
        assertEquals("no record in it counts", first.reason());
        assertEquals(null, survey.segments().getLast().fault(), "the newest may be made and not written yet");
        assertNotNull(survey.checkpoints().getFirst().fault());
        assertNotNull(survey.deadLetters().getFirst().fault());
        assertEquals(List.of("damaged/x"), survey.setAside());
        storage.breakAt(operation -> operation.equals("read checkpoints/00000000000000000005.twc"));
        SurveyedFile.Fault unreadable = StateSurvey.of(storage).checkpoints().getFirst().fault();
        assertNotNull(unreadable);
        assertTrue(unreadable.reason().startsWith("cannot be read: "), unreadable::toString);
    }
}
