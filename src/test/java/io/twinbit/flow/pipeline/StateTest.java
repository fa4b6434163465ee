package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decide.Steadiness;
import io.twinbit.flow.signal.Resumed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** State that does not fit or is damaged changes nothing; state that is exported is of the moment at which that began. */
class StateTest {
    private static final PipelineSpec SPEC = Specs.of(Specs.binary(), Specs.window(4, 2));

    private static Pipeline busy(PipelineSpec spec) {
        return busyFeed(spec).pipeline;
    }

    private static Feed busyFeed(PipelineSpec spec) {
        return new Feed(spec).int16("a", 1, 1, 2, 3, 4, 5).int16("b", 2, 6);
    }

    private static String refusal(Pipeline target, List<byte[]> state) {
        return String.valueOf(
                assertThrows(PipelineStateException.class, () -> target.restoreState(state.iterator())).getMessage());
    }

    @Test
    void damageIsSeenWhereverItIs() {
        List<byte[]> state = States.of(busy(SPEC));
        Pipeline target = new Feed(SPEC).int16("c", 1, 9).pipeline;
        List<String> before = States.sorted(States.of(target));
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            List<byte[]> damaged = new ArrayList<>(state);
            int at = random.nextInt(state.size());
            byte[] entry = state.get(at);
            if (random.nextInt(4) == 0) {
                damaged.set(at, Arrays.copyOf(entry, random.nextInt(entry.length)));
            } else {
                damaged.set(at, entry.clone());
                damaged.get(at)[random.nextInt(entry.length)] ^= (byte) (1 << random.nextInt(8));
            }
            refusal(target, damaged);
        }
        assertEquals(before, States.sorted(States.of(target)));
    }

    @Test
    void whatIsMissingOrTooMuchIsSeen() {
        List<byte[]> state = States.of(busy(SPEC));
        Pipeline target = Specs.pipeline(SPEC);
        assertEquals("found no state, not even its head", refusal(target, List.of()));
        assertEquals("found 1 devices, expected 2", refusal(target, state.subList(0, 2)));
        assertTrue(refusal(target, state.subList(1, 3)).contains("TWPS"));
        List<byte[]> twice = new ArrayList<>(state);
        twice.add(state.get(1));
        assertTrue(refusal(target, twice).contains("taken"));
        assertTrue(refusal(target, List.of(state.get(0), state.get(0))).contains("place"));
    }

    @Test
    void entriesOfDevicesComeInAnyOrder() {
        List<byte[]> state = States.of(busy(SPEC));
        List<byte[]> turned = new ArrayList<>(state);
        Collections.reverse(turned.subList(1, 3));
        Pipeline target = Specs.pipeline(SPEC);
        target.restoreState(turned.iterator());
        assertEquals(List.of("a", "b"), target.devices().stream().map(DeviceView::device).toList());
        assertEquals(States.sorted(state), States.sorted(States.of(target)));
    }

    @Test
    void stateOfAnotherDefinitionIsRefusedAndWhatDiffersIsSaid() {
        List<byte[]> state = States.of(busy(SPEC));
        Pipeline other = busy(Specs.with(Specs.of(Specs.binary(), Specs.window(4, 3)), 7, 0, 0));
        List<String> before = States.sorted(States.of(other));
        assertEquals("state of another definition, " + busy(SPEC).definitionHash() + " and not " + other.definitionHash()
                + ": max_devices found 1000, expected 7; window.hop_samples found 2, expected 3", refusal(other, state));
        assertEquals(before, States.sorted(States.of(other)));
    }

    @Test
    void anotherNetworkIsAnotherDefinition() {
        Pipeline other = new Pipeline(SPEC, Networks.identity(4), "tba1-1");
        assertTrue(refusal(other, States.of(busy(SPEC))).contains("arithmetic_id found tba1-0, expected tba1-1"));
    }

    @Test
    void everyPartOfTheSpecificationIsPartOfTheDefinition() {
        List<PipelineSpec> specs = List.of(
                SPEC,
                Specs.with(SPEC, "s/+/y", PipelineSpec.UserProperties.NONE),
                Specs.with(SPEC, SPEC.topic(), new PipelineSpec.UserProperties("d", null)),
                Specs.with(SPEC, SPEC.topic(), new PipelineSpec.UserProperties(null, "d")),
                Specs.of(Specs.csv(), Specs.window(4, 2)),
                Specs.of(Specs.json(null, "n"), Specs.window(4, 2)),
                Specs.of(Specs.json("n", null), Specs.window(4, 2)),
                Specs.of(Specs.binary(), Specs.window(5, 2)),
                Specs.with(SPEC, 1000, 1, 0),
                Specs.with(SPEC, 1000, 0, 1),
                Specs.with(SPEC, SPEC.preprocess(), true, null),
                Specs.with(SPEC, SPEC.preprocess(), false, new PipelineSpec.Calibration(List.of(1f), List.of(2f))),
                Specs.with(SPEC, new Rule.ArgMax(1), Steadiness.NONE, SPEC.labels()),
                Specs.with(SPEC, new Rule.MultiLabel(List.of(1f, 1f, 1f, 1f)), Steadiness.NONE, SPEC.labels()),
                Specs.with(SPEC, SPEC.rule(), new Steadiness(0, 1, 2, 0), SPEC.labels()),
                Specs.with(SPEC, SPEC.rule(), Steadiness.NONE, List.of("l0", "l1", "l2", "x".repeat(300))),
                Specs.with(SPEC, SPEC.rule(), Steadiness.NONE, List.of("l0", "l1", "l2", "x".repeat(301))));
        List<String> hashes = specs.stream().map(spec -> Specs.pipeline(spec).definitionHash()).toList();
        assertEquals(hashes.size(), hashes.stream().distinct().count(), hashes.toString());
        assertEquals(hashes, specs.stream().map(spec -> Specs.pipeline(spec).definitionHash()).toList());
    }

    /** What older ones wrote must be read, so another layout is another version, and this is the layout of version 2. */
    @Test
    void whatIsWrittenWithoutAStateOfTheNetworkIsVersion2() {
        assertEquals(6_604_432_848_951_080_455L, Sha256.first64(States.hex(States.of(busy(SPEC)))));
    }

    @Test
    void nothingIsAStateToo() {
        Pipeline pipeline = busy(SPEC);
        pipeline.restoreState(States.of(Specs.pipeline(SPEC)).iterator());
        assertEquals(0, pipeline.devices().size());
        assertEquals(0, pipeline.counters().get("messages"));
    }

    @Test
    void countersGoOn() {
        Feed feed = busyFeed(SPEC).json("b", 3, "x");
        Pipeline target = new Feed(SPEC).int16("c", 1, 9).pipeline;
        target.restoreState(States.of(feed.pipeline).iterator());
        assertEquals(feed.pipeline.counters(), target.counters());
        assertEquals(1, target.counters().get("wrong_count"));
    }

    @Test
    void whateverHappensMeanwhileTheStateIsOfTheBeginning() {
        Feed feed = new Feed(Specs.with(SPEC, 3, 100, 500)).int16("a", 1, 1, 2, 3).int16("b", 2, 6).int16("c", 450, 1);
        List<String> before = States.sorted(States.of(feed.pipeline));
        StateExport export = feed.pipeline.beginExport();
        feed.int16("a", 50, 4, 5, 6).tick(150).tick(551).int16("d", 552, 1, 2);
        feed.pipeline.resumed(new Resumed(99, 600_000));
        assertEquals(List.of("c", "d"), feed.pipeline.devices().stream().map(DeviceView::device).toList());
        assertEquals(before, States.sorted(States.rest(export)));
        assertFalse(export.next(entry -> { throw new IllegalStateException(); }));
        assertNotEquals(before, States.sorted(States.of(feed.pipeline)));
    }

    @Test
    void anExportThatIsAbandonedHasNoMore() {
        Feed feed = busyFeed(SPEC);
        StateExport first = feed.pipeline.beginExport();
        assertTrue(first.next(head -> { }));
        StateExport second = feed.pipeline.beginExport();
        assertEquals(List.of(), States.rest(first));
        second.abandon();
        feed.int16("a", 3, 1);
        assertEquals(List.of(), States.rest(second));
    }
}
