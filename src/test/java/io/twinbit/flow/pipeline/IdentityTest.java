package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Tick;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * With an identity, what comes again changes nothing and is counted, and no two inputs share the name of a result: for each
 * kind of identity, with a signal that is the same all the time.
 */
class IdentityTest {
    private static final PipelineSpec BY_PROPERTY = property(Specs.of(Specs.json(null, null), Specs.window(1, 1)));

    private static PipelineSpec property(PipelineSpec spec) {
        return Specs.with(spec, spec.topic(), new PipelineSpec.UserProperties(null, "id"));
    }

    private static PipelineSpec by(DecoderSpec decoder) {
        return Specs.of(decoder, Specs.window(1, 1));
    }

    /** What a pipeline says of messages, at positions that go on from one call to the next. */
    private static final class Heard {
        private final Pipeline pipeline;
        private final List<String> ids = new ArrayList<>();
        private long position;

        Heard(Pipeline pipeline, long firstPosition) {
            this.pipeline = pipeline;
            this.position = firstPosition;
        }

        Heard take(String json, @Nullable String identity) {
            Map<String, String> properties = identity == null ? Map.of() : Map.of("id", identity);
            Message message = new Message(
                    position, "s/a/x", json.getBytes(StandardCharsets.UTF_8), 1_000 * position, properties);
            position++;
            pipeline.accept(message, outcome -> {
                if (outcome instanceof Result r) {
                    ids.add(r.messageId());
                }
            });
            return this;
        }

        long repeated() {
            return pipeline.counters().getOrDefault("duplicates", 0L);
        }
    }

    private static Heard heard(PipelineSpec spec, long firstPosition) {
        return new Heard(Specs.pipeline(spec), firstPosition);
    }

    /** Message {@code i} of a constant signal. */
    private static String json(int i) {
        return "{\"n\":%d,\"t\":%d,\"x\":[7]}".formatted(i, i);
    }

    @Test
    void everyMessageOfAConstantSignalHasANameOfItsOwnAndKeepsItWhenDeliveredAgain() {
        for (PipelineSpec spec : List.of(
                by(Specs.json("t", "n")), by(Specs.json(null, "n")), by(Specs.json("t", null)), BY_PROPERTY)) {
            Heard once = heard(spec, 0);
            Heard again = heard(spec, 5_000_000);
            Random random = new Random(4);
            for (int i = 0; i < 200; i++) {
                once.take(json(i), "i" + i);
                again.take(json(i), "i" + i);
                for (int back = random.nextInt(5); back > 0; back--) { // redelivered in the order of before
                    again.take(json(Math.max(0, i - back)), "i" + Math.max(0, i - back));
                }
            }
            assertEquals(200, once.ids.stream().distinct().count(), spec.toString());
            assertEquals(once.ids, again.ids, spec.toString());
            assertEquals(again.position - 5_000_000 - 200, again.repeated());
        }
    }

    @Test
    void withoutAnIdentityWhatComesAgainIsNewAndHasAnotherName() {
        Heard heard = heard(by(Specs.json(null, null)), 9).take(json(1), null).take(json(1), null);
        assertEquals(2, heard.ids.stream().distinct().count());
        Heard missing = heard(BY_PROPERTY, 9).take(json(1), null).take(json(1), null);
        assertEquals(heard.ids, missing.ids, "a message without the property");
        assertEquals(0, missing.repeated());
    }

    @Test
    void theNewest1024IdentitiesAreKnown() {
        Heard heard = heard(BY_PROPERTY, 0);
        for (int i = 0; i < 3_000; i++) {
            heard.take(json(1), "i" + i);
        }
        heard.take(json(1), "i1976").take(json(1), "i2999");
        assertEquals(2, heard.repeated());
        heard.take(json(1), "i1975");
        assertEquals(2, heard.repeated());
        assertEquals(heard.ids.get(1975), heard.ids.get(3_000), "and yet the same name");
    }

    @Test
    void identitiesAreOfTheStateAndOfTheDevice() {
        for (int messages : new int[] {1, 7, 8, 9, 1023, 1024, 1025, 2500}) {
            Heard heard = heard(BY_PROPERTY, 0);
            for (int i = 0; i < messages; i++) {
                heard.take(json(1), "i" + i);
            }
            Pipeline restored = Specs.pipeline(BY_PROPERTY);
            restored.restoreState(States.of(heard.pipeline).iterator());
            Heard on = new Heard(restored, 10_000);
            for (int i = Math.max(0, messages - 1024); i < messages; i++) {
                on.take(json(1), "i" + i);
            }
            assertEquals(Math.min(1024, messages), on.repeated());
            assertEquals(1, on.take(json(1), "new").ids.size());
        }
        Feed feed = new Feed(BY_PROPERTY);
        for (String device : List.of("a", "b", "a")) {
            feed.message(device, 0, "{\"x\":[1]}", Map.of("id", "one"));
        }
        assertEquals(List.of("a [1] @0..0", "b [1] @0..0", "a duplicate of 1"), feed.said());
    }

    /** A device that begins to count anew, because it was switched off and on, names other results. */
    @Test
    void whoCountsAnewNamesAnew() {
        for (PipelineSpec spec : List.of(by(Specs.json(null, "n")), by(Specs.json("t", null)))) {
            Heard heard = heard(spec, 0);
            for (int life = 0; life < 3; life++) {
                heard.take(json(0), null).take(json(1), null).take(json(5_000), null);
            }
            assertEquals(9, heard.ids.stream().distinct().count(), spec.toString());
        }
    }

    @Test
    void whoComesBackAfterItWasForgottenNamesAnewToo() {
        PipelineSpec spec = Specs.with(by(Specs.json(null, "n")), 2, 0, 100);
        Heard heard = heard(spec, 0).take(json(0), null);
        heard.pipeline.tick(new Tick(1, 1_000_000), outcome -> { });
        Pipeline restored = Specs.pipeline(spec);
        restored.restoreState(States.of(heard.pipeline).iterator());
        Heard on = new Heard(restored, 2_000).take(json(0), null);
        on.pipeline.tick(new Tick(1, 4_000_000), outcome -> { });
        on.take(json(0), null);
        assertNotEquals(heard.ids.getFirst(), on.ids.getFirst());
        assertNotEquals(heard.ids.getFirst(), on.ids.getLast());
        assertNotEquals(on.ids.getFirst(), on.ids.getLast());
    }
}
