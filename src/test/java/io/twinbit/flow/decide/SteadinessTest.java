package io.twinbit.flow.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Hysteresis, debounce and hold of random streams against the slow model. */
class SteadinessTest {
    private static final int STREAMS = 3_000;
    private static final int WINDOWS = 60;

    private final Random random = new Random(7);

    private Steadiness steadiness() {
        int of = 1 + random.nextInt(5);
        float hysteresis = random.nextInt(3) * 0.125f;
        return new Steadiness(hysteresis, 1 + random.nextInt(of), of, random.nextInt(3) * 4L);
    }

    /** Multiples of an eighth, so that ties and limits are met exactly. */
    private float[] scores(int count) {
        float[] scores = new float[count];
        for (int i = 0; i < count; i++) {
            scores[i] = random.nextInt(9) * 0.125f;
        }
        return scores;
    }

    @Test
    void argMaxIsTheSlowModel() {
        List<String> labels = List.of("a", "b", "c");
        int changes = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            Steadiness steadiness = steadiness();
            float threshold = random.nextInt(7) * 0.125f;
            Decider decider = Decider.of(new Rule.ArgMax(threshold), steadiness, labels);
            RuleState state = decider.newState();
            SlowRule slow = new SlowRule(steadiness, "unknown");
            long timeUs = 0;
            for (int i = 0; i < WINDOWS; i++) {
                timeUs += 1_000 + random.nextInt(3_000);
                float[] scores = scores(3);
                String before = slow.inForce();
                slow.window(SlowRule.argMax(scores, labels, threshold, steadiness.hysteresis(), before), timeUs);
                Decision decision = decider.decide(state, scores, timeUs);
                assertEquals(slow.inForce(), decision.label(), steadiness + " threshold " + threshold);
                assertEquals(!slow.inForce().equals(before), decision.changed());
                assertEquals(SlowRule.argMax(scores, labels, threshold, 0, "unknown"), decision.windowLabel());
                changes += decision.changed() ? 1 : 0;
            }
        }
        assertTrue(changes > STREAMS, changes + " changes");
    }

    @Test
    void multiLabelIsTheSlowModelForEachLabel() {
        List<String> labels = List.of("a", "b");
        for (int stream = 0; stream < STREAMS; stream++) {
            Steadiness steadiness = steadiness();
            List<Float> thresholds = List.of(random.nextInt(9) * 0.125f, random.nextInt(9) * 0.125f);
            Decider decider = Decider.of(new Rule.MultiLabel(thresholds), steadiness, labels);
            RuleState state = decider.newState();
            List<SlowRule> slow = List.of(new SlowRule(steadiness, "off"), new SlowRule(steadiness, "off"));
            for (int i = 0; i < WINDOWS; i++) {
                float[] scores = scores(2);
                List<String> expected = new ArrayList<>();
                for (int l = 0; l < 2; l++) {
                    boolean on = slow.get(l).inForce().equals("on");
                    float limit = thresholds.get(l) - (on ? steadiness.hysteresis() : 0);
                    slow.get(l).window(scores[l] >= limit ? "on" : "off", 2_000L * i);
                    if (slow.get(l).inForce().equals("on")) {
                        expected.add(labels.get(l));
                    }
                }
                assertEquals(expected, decider.decide(state, scores, 2_000L * i).labels());
            }
        }
    }

    @Test
    void aStateWrittenAndReadGoesOnAlike() throws IOException {
        for (int stream = 0; stream < 500; stream++) {
            Steadiness steadiness = steadiness();
            Rule rule = random.nextBoolean() ? new Rule.ArgMax(0.5f) : new Rule.MultiLabel(List.of(0.5f, 0.5f));
            Decider decider = Decider.of(rule, steadiness, List.of("a", "b"));
            RuleState state = decider.newState();
            int cut = random.nextInt(WINDOWS);
            RuleState copy = decider.newState();
            for (int i = 0; i < WINDOWS; i++) {
                float[] scores = scores(2);
                Decision decision = decider.decide(state, scores, 1_500L * i);
                if (i > cut) {
                    assertEquals(decision, decider.decide(copy, scores, 1_500L * i));
                } else if (i == cut) {
                    copy.read(new DataInputStream(new ByteArrayInputStream(bytes(state))));
                }
            }
        }
    }

    private static byte[] bytes(RuleState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Test
    void anOptionThatIsNotThereIsRefused() throws IOException {
        Decider three = Decider.of(new Rule.ArgMax(0), Steadiness.NONE, List.of("a", "b", "c"));
        Decider two = Decider.of(new Rule.ArgMax(0), Steadiness.NONE, List.of("a", "b"));
        byte[] unknownOfThree = bytes(three.newState());
        RuleState state = two.newState();
        assertNotNull(assertThrows(IOException.class,
                () -> state.read(new DataInputStream(new ByteArrayInputStream(unknownOfThree)))).getMessage());
    }
}
