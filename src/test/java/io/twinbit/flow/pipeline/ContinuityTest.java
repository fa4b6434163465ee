package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.signal.GapPolicy;
import io.twinbit.flow.signal.WindowSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gaps, duplicates and restarts, as the wire contract says. Samples are 1 ms apart. */
class ContinuityTest {
    private static final DecoderSpec TIMED = Specs.json("t", null);
    private static final DecoderSpec NUMBERED = Specs.json(null, "n");
    private static final DecoderSpec BOTH = Specs.json("t", "n");

    private static Feed feed(DecoderSpec decoder, GapPolicy gap, int gapMaxSamples) {
        return new Feed(Specs.of(decoder, new WindowSpec(4, 4, gap, gapMaxSamples)));
    }

    @Test
    void aGapOfTimeResets() {
        Feed feed = feed(TIMED, GapPolicy.RESET, 0);
        feed.json("a", 0, "{\"t\":0,\"x\":[1,2,3]}").json("a", 0, "{\"t\":5,\"x\":[6,7,8,9]}");
        assertEquals(List.of("a gap of 2 filled 0 dropped 3 @5000", "a [6, 7, 8, 9] @5000..8000"), feed.said());
    }

    @Test
    void oneAndAHalfIntervalsAreNoGapYet() {
        Feed feed = feed(TIMED, GapPolicy.RESET, 0);
        feed.json("a", 0, "{\"t\":0,\"x\":[1,2]}").json("a", 0, "{\"t\":2.5,\"x\":[3,4]}");
        assertEquals(List.of("a [1, 2, 3, 4] @0..3500"), feed.said());
        feed.json("a", 0, "{\"t\":5.001,\"x\":[5]}");
        assertEquals(List.of("a gap of 1 filled 0 dropped 0 @5001"), feed.said());
    }

    @Test
    void holdRepeatsAndInterpolateGoesStraightUpToTheBound() {
        String before = "{\"t\":0,\"x\":[0,10]}";
        Feed hold = feed(TIMED, GapPolicy.HOLD, 2).json("a", 0, before).json("a", 0, "{\"t\":4,\"x\":[40]}");
        assertEquals(List.of("a gap of 2 filled 2 dropped 0 @4000", "a [0, 10, 10, 10] @0..3000"), hold.said());
        Feed straight = feed(TIMED, GapPolicy.INTERPOLATE, 2).json("a", 0, before).json("a", 0, "{\"t\":4,\"x\":[40]}");
        assertEquals(List.of("a gap of 2 filled 2 dropped 0 @4000", "a [0, 10, 20, 30] @0..3000"), straight.said());
        Feed beyond = feed(TIMED, GapPolicy.HOLD, 2).json("a", 0, before).json("a", 0, "{\"t\":5,\"x\":[40]}");
        assertEquals(List.of("a gap of 3 filled 0 dropped 2 @5000"), beyond.said());
    }

    @Test
    void lineByLineInCsv() {
        Feed feed = new Feed(Specs.of(Specs.csv(), new WindowSpec(3, 3, GapPolicy.HOLD, 1)));
        feed.json("a", 0, "0,1\n1,2\n3,4\n1,9\n4,5\n9,6\n10,7\n11,8\n");
        assertEquals(List.of(
                        "a gap of 1 filled 1 dropped 0 @3000",
                        "a [1, 2, 2] @0..2000",
                        "a gap of 4 filled 0 dropped 2 @9000",
                        "a [6, 7, 8] @9000..11000",
                        "a duplicate of 1"),
                feed.said());
    }

    @Test
    void anOldTimeIsADuplicateSampleBySample() {
        Feed feed = feed(TIMED, GapPolicy.RESET, 0);
        String message = "{\"t\":0,\"x\":[1,2,3]}";
        feed.json("a", 0, message).json("a", 0, message).json("a", 0, "{\"t\":1,\"x\":[2,3,4]}");
        assertEquals(
                List.of("a duplicate of 3", "a [1, 2, 3, 4] @0..3000", "a duplicate of 2"), feed.said());
    }

    @Test
    void aTimeFarBelowIsARestart() {
        Feed feed = feed(TIMED, GapPolicy.RESET, 0);
        feed.json("a", 0, "{\"t\":2050,\"x\":[1]}").json("a", 0, "{\"t\":2,\"x\":[1,2]}");
        assertEquals(List.of("a duplicate of 2"), feed.said());
        assertEquals(List.of("a restarted dropped 1"), feed.json("a", 0, "{\"t\":1,\"x\":[3]}").said());
        assertEquals(List.of("a [3, 4, 5, 6] @1000..4000"), feed.json("a", 0, "{\"t\":2,\"x\":[4,5,6]}").said());
    }

    @Test
    void sequenceNumbersTellOfMessages() {
        Feed feed = feed(NUMBERED, GapPolicy.HOLD, 4);
        feed.json("a", 1, "{\"n\":7,\"x\":[1]}").json("a", 2, "{\"n\":8,\"x\":[2]}").json("a", 3, "{\"n\":8,\"x\":[2]}");
        assertEquals(List.of("a duplicate of 1"), feed.said());
        feed.json("a", 7, "{\"n\":10,\"x\":[5,6]}");
        assertEquals(List.of("a gap of 2 filled 2 dropped 0 @6000", "a [1, 2, 2, 2] @1000..4666"), feed.said());
    }

    @Test
    void aNumberUpTo1024BelowIsOldAndFurtherBelowARestart() {
        Feed feed = feed(NUMBERED, GapPolicy.RESET, 0);
        feed.json("a", 0, "{\"n\":1030,\"x\":[1]}").json("a", 0, "{\"n\":6,\"x\":[1,1]}");
        assertEquals(List.of("a duplicate of 2"), feed.said());
        feed.json("a", 0, "{\"n\":5,\"x\":[2]}").json("a", 3, "{\"n\":6,\"x\":[3,4,5]}");
        assertEquals(List.of("a restarted dropped 1", "a [2, 3, 4, 5] @0..3000"), feed.said());
    }

    /** All that can be un-acknowledged may come again, whatever came since. */
    @Test
    void whatABrokerRepeatsIsOldUpTo65535Below() {
        Feed numbered = feed(NUMBERED, GapPolicy.RESET, 0);
        numbered.json("a", 0, "{\"n\":70000,\"x\":[1]}").repeat("a", 0, "{\"n\":4465,\"x\":[1]}");
        assertEquals(List.of("a duplicate of 1"), numbered.said());
        numbered.repeat("a", 0, "{\"n\":4464,\"x\":[2]}");
        assertEquals(List.of("a restarted dropped 1"), numbered.said());
        numbered.repeat("a", 0, "{\"n\":4465,\"x\":[3,4,5]}");
        assertEquals(1, numbered.said().size(), "a repeat that is new counts as any");
        Feed timed = feed(TIMED, GapPolicy.RESET, 0);
        timed.json("a", 0, "{\"t\":70000,\"x\":[1]}").repeat("a", 0, "{\"t\":4465,\"x\":[1]}");
        assertEquals(List.of("a duplicate of 1"), timed.said());
        timed.json("a", 0, "{\"t\":4465,\"x\":[1]}");
        assertEquals(List.of("a restarted dropped 1"), timed.said());
    }

    /** With both, the number says that something is missing and the time how much. */
    @Test
    void timeSaysHowMuchIsMissing() {
        Feed feed = feed(BOTH, GapPolicy.HOLD, 9);
        feed.json("a", 0, "{\"n\":1,\"t\":0,\"x\":[1]}").json("a", 0, "{\"n\":3,\"t\":3.2,\"x\":[4]}");
        assertEquals(List.of("a gap of 2 filled 2 dropped 0 @3200", "a [1, 1, 1, 4] @0..3200"), feed.said());
        feed.json("a", 0, "{\"n\":5,\"t\":4,\"x\":[5]}");
        assertEquals(List.of("a gap of 0 filled 0 dropped 0 @4000"), feed.said());
        feed.json("a", 0, "{\"n\":6,\"t\":100,\"x\":[6]}");
        assertEquals(List.of(), feed.said(), "no number is missing");
    }

    @Test
    void withoutEitherNothingIsTold() {
        Feed feed = new Feed(Specs.of(Specs.binary(), Specs.window(4, 2)));
        feed.int16("a", 10, 1, 2).int16("a", 10, 1, 2).int16("a", 5000, 3, 4);
        assertEquals(List.of("a [1, 2, 1, 2] @9000..10000", "a [1, 2, 3, 4] @9000..5000000"), feed.said());
    }

    @Test
    void countersTellAllOfIt() {
        Feed feed = feed(TIMED, GapPolicy.RESET, 0);
        feed.json("a", 0, "{\"t\":0,\"x\":[1,2]}").json("a", 0, "{\"t\":9,\"x\":[1,2,3,4]}").json("a", 0, "{\"t\":9,\"x\":[1]}");
        feed.json("a", 0, "{\"t\":9,\"x\":[").json("", 0, "{\"t\":9,\"x\":[1]}");
        var counters = feed.pipeline.counters();
        assertEquals(5, counters.get("messages"));
        assertEquals(1, counters.get("results"));
        assertEquals(2, counters.get("dead_letters"));
        assertEquals(1, counters.get("malformed"));
        assertEquals(1, counters.get("bad_device"));
        assertEquals(1, counters.get("gaps"));
        assertEquals(7, counters.get("missing_samples"));
        assertEquals(2, counters.get("dropped_samples"));
        assertEquals(1, counters.get("duplicates"));
        assertNotEquals(null, counters.get("silences"));
    }
}
