package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.signal.Resumed;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who has a place, who is silent, who is forgotten. */
class DevicesTest {
    private static Feed feed(int maxDevices, long silenceAfterMs, long forgetAfterMs) {
        return new Feed(Specs.with(Specs.of(Specs.binary(), Specs.window(4, 4)), maxDevices, silenceAfterMs, forgetAfterMs));
    }

    @Test
    void silenceDropsTheHalfWindowOnce() {
        Feed feed = feed(10, 100, 0).int16("a", 1, 1, 2).int16("b", 50, 1).tick(100);
        assertEquals(List.of(), feed.said());
        assertEquals(List.of("a silent since 1000 dropped 2"), feed.tick(101).said());
        assertTrue(feed.pipeline.devices().getFirst().silent());
        assertEquals(List.of("b silent since 50000 dropped 1"), feed.tick(5_000).tick(6_000).said());
        assertEquals(List.of("a [1, 2, 3, 4] @7000..10000"), feed.int16("a", 10, 1, 2, 3, 4).said());
        assertFalse(feed.pipeline.devices().getFirst().silent());
    }

    /** What its own numbers or times say is missing is missing, however long the silence; nothing else is. */
    @Test
    void aDeviceThatTellsGapsKeepsItsHalfWindowInSilence() {
        for (DecoderSpec decoder : List.of(Specs.json("t", null), Specs.json(null, "n"), Specs.csv())) {
            boolean csv = decoder instanceof DecoderSpec.Csv;
            Feed feed = new Feed(Specs.with(Specs.of(decoder, Specs.window(4, 4)), 10, 100, 1_000));
            feed.json("a", 0, csv ? "7,1\n8,2\n" : "{\"n\":7,\"t\":7,\"x\":[1,2]}").tick(100);
            assertEquals(List.of("a silent since 0 dropped 0"), feed.said());
            assertTrue(feed.pipeline.devices().getFirst().silent());
            assertEquals(2, Objects.requireNonNull(feed.pipeline.window("a")).values()[0].length);
            feed.json("a", 300, csv ? "9,3\n10,4\n" : "{\"n\":8,\"t\":9,\"x\":[3,4]}");
            assertTrue(feed.said().getFirst().startsWith("a [1, 2, 3, 4] @"));
            assertFalse(feed.pipeline.devices().getFirst().silent());
            feed.json("a", 310, csv ? "11,5\n" : "{\"n\":9,\"t\":11,\"x\":[5]}").tick(400).tick(2_000);
            assertEquals(List.of("a forgotten since 310000 dropped 1"), feed.tick(2_000).said());
            assertEquals(1, feed.pipeline.counters().get("dropped_samples"));
        }
    }

    @Test
    void theNextMessageTellsOfSilenceToo() {
        Feed feed = feed(10, 100, 0).int16("a", 1, 1, 2).int16("a", 101, 3, 4).int16("a", 102, 5, 6);
        assertEquals(List.of("a silent since 1000 dropped 2", "a [3, 4, 5, 6] @100000..102000"), feed.said());
    }

    @Test
    void aClockThatIsSetBackHoldsNobodyUp() {
        Feed feed = feed(10, 100, 1_000).int16("a", 3_600_000, 1, 2).int16("b", 3_600_000, 1, 2, 3);
        assertFalse(feed.pipeline.isDue(3_600_050_000L));
        assertTrue(feed.pipeline.isDue(50_000), "heard in the future");
        feed.tick(50);
        assertFalse(feed.pipeline.isDue(149_000));
        assertEquals(List.of(), feed.int16("a", 60, 3, 4).tick(150).said().stream().filter(s -> s.startsWith("a silent")).toList());
        assertEquals(List.of("a silent since 60000 dropped 0"), feed.tick(160).said());
        assertEquals(List.of("b forgotten since 50000 dropped 0"), feed.tick(1_050).said());
    }

    /** The machine learns the time: what is told as having been missed is nobody's silence, whenever a message was stamped. */
    @Test
    void aClockThatStepsAheadForgetsNobodyWhoIsToldOfIt() {
        Feed feed = feed(10, 100, 1_000).int16("a", 50, 1, 2);
        feed.pipeline.resumed(new Resumed(1, 3_600_000_000L));
        Pipeline restored = feed(10, 100, 1_000).pipeline;
        restored.restoreState(States.of(feed.pipeline).iterator());
        for (Feed on : List.of(feed, new Feed(restored))) {
            on.int16("a", 51, 3).int16("b", 52, 7).int16("a", 3_600_010, 4).tick(3_600_099);
            assertEquals(List.of("a [1, 2, 3, 4] @49000..3600010000"), on.said());
            assertEquals(List.of("b silent since 3600000000 dropped 1"), on.tick(3_600_100).said());
        }
    }

    @Test
    void aTickIsDueWhenItWouldChangeSomething() {
        Feed feed = feed(10, 100, 1_000).int16("a", 0, 1, 2);
        feed.pipeline.resumed(new Resumed(1, 20_000));
        assertFalse(feed.pipeline.isDue(119_999));
        assertTrue(feed.pipeline.isDue(120_000));
        assertEquals(List.of("a silent since 20000 dropped 2"), feed.tick(120).said());
        assertFalse(feed.pipeline.isDue(1_019_999));
        assertTrue(feed.pipeline.isDue(1_020_000));
    }

    @Test
    void whatDoesNotDecodeIsHeard() {
        Feed feed = feed(10, 100, 0).int16("a", 0, 1, 2).json("a", 90, "x").tick(150);
        assertEquals(List.of("dead wrong_count s/a/x"), feed.said());
        assertEquals(90_000, feed.pipeline.devices().getFirst().lastHeardUs());
        assertEquals(1, feed.json("stranger", 91, "x").pipeline.devices().size());
    }

    @Test
    void theForgottenBeginAnewAndFreeTheirPlace() {
        Feed feed = feed(2, 0, 1_000).int16("a", 0, 1, 2).int16("b", 500, 1, 2).int16("c", 999, 9);
        assertEquals(List.of("dead too_many_devices s/c/x"), feed.said());
        assertEquals(List.of("a forgotten since 0 dropped 2"), feed.int16("c", 1_000, 9).said());
        assertEquals(List.of("b", "c"), feed.pipeline.devices().stream().map(DeviceView::device).toList());
        assertEquals(List.of("b forgotten since 500000 dropped 2"), feed.tick(1_600).said());
        assertEquals(List.of(), feed.int16("b", 1_700, 3, 4).said());
        assertEquals(
                List.of("b forgotten since 1700000 dropped 2", "b [5, 6, 7, 8] @4997000..5000000"),
                feed.int16("b", 5_000, 5, 6, 7, 8).said());
    }

    @Test
    void zeroIsNever() {
        Feed feed = feed(2, 0, 0).int16("a", 0, 1, 2).tick(1L << 40).int16("a", 1L << 40, 3, 4);
        assertEquals(1, feed.said().size());
    }

    @Test
    void topicsHaveTheDeviceInTheOneLevel() {
        Feed feed = feed(10, 0, 0);
        assertTrue(feed.pipeline.matches("s/a/x") && feed.pipeline.matches("s//x"));
        for (String other : new String[] {"s/a/y", "s/a/b/x", "s/x", "t/a/x", "s/a/x/", "/s/a/x", "s/"}) {
            assertFalse(feed.pipeline.matches(other), other);
        }
        feed.int16("", 0, 1).int16("é".repeat(64), 0, 1).int16("é".repeat(64) + "x", 0, 1);
        assertEquals(
                List.of("dead bad_device s//x", "dead bad_device s/" + "é".repeat(64) + "x/x"), feed.said());
        assertEquals(List.of("é".repeat(64)), feed.pipeline.devices().stream().map(DeviceView::device).toList());
    }

    @Test
    void newestWindowAndDecisionAreThereToShow() {
        Feed feed = feed(10, 100, 0);
        assertNull(feed.pipeline.window("a"));
        feed.int16("a", 6, 1, 2, 3, 4, 5, 6);
        WindowView window = Objects.requireNonNull(feed.pipeline.window("a"));
        assertEquals(6_000, window.lastTimestampUs());
        assertEquals(List.of(3f, 4f, 5f, 6f), IntStream.range(0, 4).mapToObj(i -> window.values()[0][i]).toList());
        Result newest = (Result) feed.outcomes.getLast();
        assertEquals("a [1, 2, 3, 4] @1000..4000", Feed.line(newest));
        assertEquals(newest.decision(), feed.pipeline.devices().getFirst().newest());
        assertNull(feed.tick(500).pipeline.window("a"), "nothing is held in silence");
    }
}
