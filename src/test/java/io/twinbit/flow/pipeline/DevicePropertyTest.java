package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.signal.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The device is who a user property says, whatever the topic. */
class DevicePropertyTest {
    private static Feed feed(String topic) {
        PipelineSpec spec = Specs.of(Specs.json(null, null), Specs.window(2, 2));
        return new Feed(Specs.with(spec, topic, new PipelineSpec.UserProperties("device", null)));
    }

    private static Feed say(Feed feed, String topicDevice, String device, int value) {
        return feed.message(topicDevice, 0, "{\"x\":[" + value + "]}", Map.of("device", device));
    }

    @Test
    void messagesOfOnePropertyAreOfOneDeviceOnAnyTopic() {
        Feed feed = feed("s/+/x");
        say(feed, "t1", "a", 1);
        say(feed, "t1", "b", 2);
        say(feed, "t2", "a", 3);
        assertEquals(List.of("a [1, 3] @0..0"), feed.said());
        assertEquals(List.of("a", "b"), feed.pipeline.devices().stream().map(DeviceView::device).toList());
        assertNotNull(feed.pipeline.devices().getFirst().newest());
        Pipeline restored = feed("s/+/x").pipeline;
        restored.restoreState(States.of(feed.pipeline).iterator());
        assertEquals(List.of("b [2, 4] @0..0"), say(new Feed(restored), "t3", "b", 4).said());
    }

    @Test
    void theTopicNeedsNoPlaceForIt() {
        Feed feed = feed("$share/g/s/only/x");
        assertTrue(feed.pipeline.matches("s/only/x"));
        assertEquals(List.of("a [1, 2] @0..0"), say(say(feed, "only", "a", 1), "only", "a", 2).said());
    }

    @Test
    void whatNamesNoDeviceIsPutAside() {
        Feed feed = feed("s/+/x").json("t", 0, "{\"x\":[1]}");
        assertEquals(List.of("dead missing_device s/t/x"), feed.said());
        for (String bad : new String[] {"", "a/b", "+", "a#", "a\n", "é".repeat(65)}) {
            assertEquals(List.of("dead bad_device s/t/x"), say(feed, "t", bad, 1).said(), bad);
        }
        assertEquals(1, feed.pipeline.counters().get("missing_device"));
        assertEquals(List.of(), feed.pipeline.devices());
    }

    @Test
    void samplesOfARecordingAreOfTheDeviceThatIsNamed() {
        Pipeline pipeline = feed("s/+/x").pipeline;
        List<Outcome> outcomes = new ArrayList<>();
        Samples samples = new Samples(1);
        for (int i = 0; i < 2; i++) {
            samples.clear();
            samples.add(i);
            samples.stamp(0, i * Specs.INTERVAL_US);
            pipeline.acceptSamples("rec", i, samples, outcomes::add);
        }
        assertEquals(List.of("rec [0, 1] @0..1000"), outcomes.stream().map(Feed::line).toList());
    }
}
