package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decide.Steadiness;
import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.pipeline.RandomStream.Sample;
import io.twinbit.flow.signal.GapPolicy;
import io.twinbit.flow.signal.Intake;
import io.twinbit.flow.signal.Message;
import io.twinbit.flow.signal.Resumed;
import io.twinbit.flow.signal.Tick;
import io.twinbit.flow.signal.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for every stream. */
class PipelinePropertyTest {
    private static WindowSpec window(Random random) {
        GapPolicy gap = List.of(GapPolicy.RESET, GapPolicy.HOLD, GapPolicy.INTERPOLATE).get(random.nextInt(3));
        return new WindowSpec(1 + random.nextInt(6), 1 + random.nextInt(8), gap, random.nextInt(5));
    }

    @Test
    void anyCuttingIntoMessagesGivesTheWindowsOfTheDefinition() {
        int windows = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            WindowSpec window = window(random);
            RandomStream source = new RandomStream(seed);
            List<Sample> samples = source.samples(200);
            List<String> expected = SlowStream.windows(samples, window);
            List<String> whole = windows(window, source.cut(samples, 1));
            assertEquals(expected, whole.stream().map(w -> w.split(" @", -1)[0]).toList(), "seed " + seed + " " + window);
            for (int maxSize : new int[] {2, 7, 50, 300}) {
                assertEquals(whole, windows(window, source.cut(samples, maxSize)), "seed " + seed + " " + window);
            }
            windows += whole.size();
        }
        assertTrue(windows > 5_000, windows + " windows");
    }

    /** Integers, times and identity of every result. */
    private static List<String> windows(WindowSpec window, List<Message> messages) {
        Pipeline pipeline = Specs.pipeline(Specs.of(Specs.csv(), window));
        List<String> windows = new ArrayList<>();
        for (Message message : messages) {
            pipeline.accept(message, outcome -> {
                if (outcome instanceof Result r) {
                    windows.add(Arrays.toString(r.outputs()) + " @" + r.firstTimestampUs() + ".." + r.lastTimestampUs()
                            + " " + r.messageId());
                }
            });
        }
        return windows;
    }

    /** Places are scarce, silence is short, and messages are known by their number, their time, a property or not at all. */
    private static PipelineSpec eventful(Random random) {
        return random.nextInt(3) == 0
                ? Specs.with(eventful(random, Specs.json(null, null)), "s/+/x",
                        new PipelineSpec.UserProperties(null, random.nextBoolean() ? "id" : null))
                : eventful(random, List.of(Specs.json("t", "n"), Specs.json("t", null), Specs.json(null, "n")).get(random.nextInt(3)));
    }

    private static PipelineSpec eventful(Random random, DecoderSpec decoder) {
        WindowSpec window = window(random);
        PipelineSpec spec = Specs.with(Specs.of(decoder, window), 4, 50, 400);
        Rule rule = random.nextBoolean()
                ? new Rule.ArgMax(random.nextInt(100))
                : new Rule.MultiLabel(new ArrayList<>(Collections.nCopies(window.sizeSamples(), 50f)));
        return Specs.with(spec, rule, new Steadiness(random.nextInt(40), 2, 3, random.nextInt(10)), spec.labels());
    }

    /** Everything that is said, as text with all of it. */
    private static List<String> run(Pipeline pipeline, List<Intake> intake) {
        List<String> said = new ArrayList<>();
        intake.forEach(in -> said.addAll(run(pipeline, in)));
        return said;
    }

    private static List<String> run(Pipeline pipeline, Intake intake) {
        List<String> said = new ArrayList<>();
        switch (intake) {
            case Message m -> pipeline.accept(m, o -> said.add(whole(o)));
            case Tick t -> pipeline.tick(t, o -> said.add(whole(o)));
            case Resumed r -> pipeline.resumed(r);
        }
        return said;
    }

    private static String whole(Outcome outcome) {
        String device = switch (outcome) {
            case Result r -> r.device();
            case Outcome.DeadLetter d -> d.message().topic().split("/", -1)[1];
            case Outcome.StreamEvent e -> e.device();
        };
        return device + ": "
                + (outcome instanceof Result r ? new String(ResultWriter.json(r), StandardCharsets.UTF_8) : Feed.line(outcome));
    }

    /** Every other one has a network that remembers. */
    private static Pipeline pipeline(int seed, PipelineSpec spec) {
        return seed % 2 == 0 ? Specs.pipeline(spec) : Specs.delayed(spec);
    }

    @Test
    void aPipelineRestoredAnywhereGoesOnAsTheUndisturbedOne() {
        int said = 0;
        for (int seed = 0; seed < 300; seed++) {
            PipelineSpec spec = eventful(new Random(seed));
            List<Intake> intake = new RandomStream(seed).intake(300, 6);
            int cut = new Random(seed).nextInt(intake.size());
            Pipeline undisturbed = pipeline(seed, spec);
            run(undisturbed, intake.subList(0, cut));
            List<byte[]> state = States.of(undisturbed);
            Pipeline restored = pipeline(seed, spec);
            run(restored, new RandomStream(seed + 1).intake(20, 3));
            restored.restoreState(state.iterator());
            assertEquals(States.sorted(state), States.sorted(States.of(restored)), "seed " + seed);
            List<String> expected = run(undisturbed, intake.subList(cut, intake.size()));
            assertEquals(expected, run(restored, intake.subList(cut, intake.size())), "seed " + seed);
            said += expected.size();
        }
        assertTrue(said > 5_000, said + " outcomes");
    }

    /**
     * Again and again: a state is exported while the stream goes on, then the pipeline is lost; another one takes the state,
     * hears once more what came since its beginning, and goes on. All that it says is what an undisturbed one says.
     */
    @Test
    void whatIsLostAfterAnyExportIsMadeUpByHearingTheRestAgain() {
        int restarts = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            PipelineSpec spec = eventful(random);
            List<Intake> intake = new RandomStream(seed).intake(400, 6);
            Pipeline undisturbed = pipeline(seed, spec);
            List<List<String>> expected = intake.stream().map(in -> run(undisturbed, in)).toList();
            Pipeline pipeline = pipeline(seed, spec);
            int at = 0;
            while (at < intake.size()) {
                int begin = at;
                List<String> then = States.sorted(States.of(pipeline));
                StateExport export = pipeline.beginExport();
                List<byte[]> entries = new ArrayList<>();
                int lost = Math.min(intake.size(), at + 1 + random.nextInt(60));
                for (; at < lost; at++) {
                    if (random.nextInt(3) == 0) {
                        export.next(entries::add);
                    }
                    assertEquals(expected.get(at), run(pipeline, intake.get(at)), "seed " + seed + " at " + at);
                }
                while (export.next(entries::add)) {
                    // the rest of it
                }
                assertEquals(then, States.sorted(entries), "seed " + seed + " from " + begin);
                pipeline = pipeline(seed, spec);
                pipeline.restoreState(entries.iterator());
                for (int again = begin; again < lost; again++) {
                    assertEquals(expected.get(again), run(pipeline, intake.get(again)), "seed " + seed + " again at " + again);
                }
                restarts++;
            }
            assertEquals(undisturbed.counters(), pipeline.counters(), "seed " + seed);
            assertEquals(States.sorted(States.of(undisturbed)), States.sorted(States.of(pipeline)), "seed " + seed);
        }
        assertTrue(restarts > 1_000, restarts + " restarts");
    }

    /** Ticks come as the wall clock would have it; with numbers of its own a device's results do not depend on them. */
    @Test
    void silenceChangesNoResultOfADeviceThatTellsGaps() {
        int silences = 0;
        for (int seed = 0; seed < 200; seed++) {
            PipelineSpec spec = Specs.with(eventful(new Random(seed), Specs.json("t", "n")), 10, 50, 0);
            List<Intake> intake = new RandomStream(seed).intake(300, 4);
            List<String> withTicks = run(pipeline(seed, spec), intake);
            List<String> without = run(
                    pipeline(seed, Specs.with(spec, 10, 0, 0)), intake.stream().filter(in -> !(in instanceof Tick)).toList());
            assertEquals(without, withTicks.stream().filter(said -> !said.contains(" silent since ")).toList(), "seed " + seed);
            silences += withTicks.size() - without.size();
        }
        assertTrue(silences > 500, silences + " silences");
    }

    @Test
    void devicesDoNotTouchEachOther() {
        for (int seed = 0; seed < 200; seed++) {
            PipelineSpec spec = Specs.with(eventful(new Random(seed)), 10, 50, 400);
            List<Intake> intake = new RandomStream(seed).intake(300, 4);
            List<String> together = run(pipeline(seed, spec), intake);
            for (int d = 0; d < 4; d++) {
                String device = "d" + d;
                List<Intake> alone = intake.stream()
                        .filter(in -> !(in instanceof Message) || (in instanceof Message m && m.topic().equals("s/" + device + "/x")))
                        .toList();
                assertEquals(of(device, together), of(device, run(pipeline(seed, spec), alone)), "seed " + seed);
            }
        }
    }

    private static List<String> of(String device, List<String> said) {
        return said.stream().filter(s -> s.startsWith(device + ":")).toList();
    }

    @Test
    void messageIdsAreDistinctForDistinctWindowsAndEqualForTheSame() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            WindowSpec window = new WindowSpec(1 + random.nextInt(3), 1, GapPolicy.HOLD, 4);
            RandomStream source = new RandomStream(seed);
            List<Message> messages = source.cut(source.samples(200), 20);
            List<String> ids = ids(Specs.of(Specs.csv(), window), messages);
            assertEquals(ids.size(), ids.stream().distinct().count(), "seed " + seed);
            List<Message> elsewhere = messages.stream()
                    .map(m -> new Message(m.position() + 1000, m.topic(), m.payload(), m.receivedAtUs() + 5))
                    .toList();
            assertEquals(ids, ids(Specs.of(Specs.csv(), window), elsewhere));
        }
    }

    private static List<String> ids(PipelineSpec spec, List<Message> messages) {
        Pipeline pipeline = Specs.pipeline(spec);
        List<String> ids = new ArrayList<>();
        for (Message message : messages) {
            pipeline.accept(message, outcome -> {
                if (outcome instanceof Result r) {
                    ids.add(r.messageId());
                }
            });
        }
        return ids;
    }
}
