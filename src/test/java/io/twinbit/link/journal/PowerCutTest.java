package io.twinbit.link.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.testing.ProofForm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The power goes before each step that the journal takes on its disk, and what was not forced by then is lost, there, torn or
 * reordered. What was acknowledged is there at the next start, all in order and without a hole; and it goes on from there.
 */
class PowerCutTest {
    private static final JournalSettings SETTINGS = NumberedMessages.settings(JournalSettings.MIN_SEGMENT_BYTES, 8, OnFull.BLOCK);
    /** The work grows with their square. */
    private static final int ROUNDS = ProofForm.count(12, 30, 60);
    private static final double[] KEPT = {0, 0.2, 0.5, 0.9, 1};
    private static final long SEED = Long.getLong("proof.seed", 1);

    private NumberedMessages feed = new NumberedMessages(0);
    /** Numbers below this need not be there any more. */
    private int released;

    /** Messages of all lengths come, are taken, confirmed and released. */
    private void live(Journal journal, Random random) throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = random.nextInt(8); i >= 0; i--) {
                feed.offer(journal.writer(), 4 + random.nextInt(1 << random.nextInt(3, random.nextBoolean() ? 10 : 18)));
            }
            journal.writer().turn(0);
            int taken = 0;
            for (Intake intake = journal.reader().poll(); intake != null; intake = journal.reader().poll()) {
                taken = intake instanceof Message m ? NumberedMessages.number(m) : taken;
                journal.writer().confirmed(intake.position());
            }
            if (round % 4 == 3) {
                released = taken + 1;
                journal.release(journal.reader().position());
            }
        }
    }

    private boolean livesUntilTheCut(PowerCutStorage storage, long seed) throws IOException, InterruptedException {
        try {
            live(feed.open(storage, SETTINGS), new Random(seed));
            return true;
        } catch (PowerCutStorage.PowerIsGone e) {
            return false;
        }
    }

    private void assertNothingIsLost(Map<String, byte[]> files, String when) throws IOException {
        PowerCutStorage storage = new PowerCutStorage(files, Integer.MAX_VALUE, new Random(1));
        Journal journal = feed.open(storage, SETTINGS);
        List<Integer> numbers = NumberedMessages.read(journal).stream().filter(n -> n >= released).toList();
        int first = numbers.isEmpty() ? released : numbers.getFirst();
        int end = numbers.isEmpty() ? released : numbers.getLast() + 1;
        assertEquals(IntStream.range(first, end).boxed().toList(), numbers, when);
        int acknowledged = feed.acknowledged.isEmpty() ? 0 : feed.acknowledged.getLast() + 1;
        assertTrue(first <= released, () -> when + ": begins with " + first + ", released were those before " + released);
        assertTrue(end >= acknowledged, () -> when + ": ends before " + end + ", acknowledged were those before " + acknowledged);
    }

    @Test
    void everyCutLeavesWhatWasAcknowledged() throws Exception {
        int cuts = 0;
        boolean whole = false;
        for (int cut = 0; !whole; cut++) {
            PowerCutTest run = new PowerCutTest();
            PowerCutStorage storage = new PowerCutStorage(Map.of(), cut, new Random(SEED + cut));
            whole = run.livesUntilTheCut(storage, SEED);
            for (double kept : KEPT) {
                run.assertNothingIsLost(storage.afterPowerCut(kept), "cut before step " + cut + ", kept " + kept);
            }
            cuts = cut;
        }
        assertTrue(cuts > 2 * ROUNDS, "only " + cuts + " steps");
    }

    /** The second run begins where the first ended, and its power goes as well, in its start or later. */
    @Test
    void aCutOfTheNextRunLeavesItToo() throws Exception {
        for (int cut = 2; cut < 2 * ROUNDS; cut += 2) { // after a write, before its force
            PowerCutTest run = new PowerCutTest();
            PowerCutStorage storage = new PowerCutStorage(Map.of(), cut, new Random(SEED + cut));
            run.livesUntilTheCut(storage, SEED);
            Map<String, byte[]> files = storage.afterPowerCut(0.8);
            boolean whole = false;
            for (int second = 0; !whole && second < 12; second++) {
                PowerCutTest next = run.again(files);
                PowerCutStorage again = new PowerCutStorage(files, second, new Random(SEED + second));
                whole = next.livesUntilTheCut(again, SEED + 1);
                for (double kept : KEPT) {
                    next.assertNothingIsLost(again.afterPowerCut(kept), "cuts before " + cut + " and " + second);
                }
            }
        }
    }

    /** A hole in the last commit, and what lies behind it: neither may be read when a later run has written on. */
    @Test
    void whatWasCutDoesNotComeBack() throws Exception {
        PowerCutStorage storage = new PowerCutStorage(Map.of(), Integer.MAX_VALUE, new Random(SEED));
        Journal journal = feed.open(storage, SETTINGS);
        feed.write(journal.writer(), 1, 100);
        feed.write(journal.writer(), 3, 1000);
        Map<String, byte[]> files = storage.afterPowerCut(0);
        files.values().iterator().next()[2200] ^= 1; // in the third message
        PowerCutStorage holed = new PowerCutStorage(files, Integer.MAX_VALUE, new Random(SEED));
        NumberedMessages later = feed.again(700);
        later.write(later.open(holed, SETTINGS).writer(), 2, 100);
        for (double kept : KEPT) {
            PowerCutStorage next = new PowerCutStorage(holed.afterPowerCut(kept), Integer.MAX_VALUE, new Random(SEED));
            assertEquals(List.of(0, 1, 700, 701), NumberedMessages.read(later.open(next, SETTINGS)));
        }
    }

    private PowerCutTest again(Map<String, byte[]> files) throws IOException {
        PowerCutTest next = new PowerCutTest();
        List<Integer> there = NumberedMessages.read(feed.open(new PowerCutStorage(files, Integer.MAX_VALUE, new Random(1)), SETTINGS));
        next.feed = feed.again(there.isEmpty() ? released : there.getLast() + 1);
        next.released = released;
        return next;
    }

    @Test
    void errorsOfTheDiskLoseNothingAndTheNextCutNeither() throws Exception {
        for (int failing = 0; failing < 2 * ROUNDS; failing++) {
            int at = failing;
            for (int times : new int[] {1, 3}) {
                PowerCutTest run = new PowerCutTest();
                PowerCutStorage storage = new PowerCutStorage(Map.of(), Integer.MAX_VALUE, new Random(SEED + failing));
                storage.failing(step -> step >= at && step < at + times);
                assertTrue(run.livesUntilTheCut(storage, SEED));
                assertEquals(run.feed.offered(), run.feed.acknowledged.size());
                for (double kept : KEPT) {
                    run.assertNothingIsLost(storage.afterPowerCut(kept), times + " errors at step " + at + ", kept " + kept);
                }
            }
        }
    }
}
