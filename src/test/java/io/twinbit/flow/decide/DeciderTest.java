package io.twinbit.flow.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the wire contract says of each rule, by example. */
class DeciderTest {
    private static final List<String> ABC = List.of("a", "b", "c");

    /** Labels in force after each of some windows; a window's scores are separated by spaces, windows by commas. */
    private static List<String> labels(Rule rule, Steadiness steadiness, String windows) {
        Decider decider = Decider.of(rule, steadiness, ABC);
        RuleState state = decider.newState();
        List<String> labels = new ArrayList<>();
        long timeUs = 0;
        for (String window : windows.split(",", -1)) {
            labels.add(decider.decide(state, scores(window), timeUs).label());
            timeUs += 1_000_000;
        }
        return labels;
    }

    private static float[] scores(String window) {
        String[] numbers = window.strip().split(" +", -1);
        float[] scores = new float[numbers.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Float.parseFloat(numbers[i]);
        }
        return scores;
    }

    private static Steadiness hysteresis(float hysteresis) {
        return new Steadiness(hysteresis, 1, 1, 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.5 | 0   | .5 .4 .1, .49 .4 .1, .1 .8 .1, 0 0 1 | a unknown b c
            0   | 0   | .3 .3 .3, .3 .4 .3, .4 .4 .2       | a b a
            0.5 | 0.2 | .6 .4 0, .35 .45 .2, .29 .45 .2    | a a unknown
            0.5 | 0.2 | .6 .4 0, .4 .55 0, .3 .6 .1        | a a b
            0.5 | 0.1 | .6 .4 0, .39 .61 0, .55 .45 0      | a b a
            """)
    void argMax(float threshold, float hysteresis, String windows, String expected) {
        assertEquals(expected,
                String.join(" ", labels(new Rule.ArgMax(threshold), hysteresis(hysteresis), windows)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 10, 9.9, 20, 20.1, 15, 9        | ok low ok high ok low
            2 | 9, 11, 12, 21, 19, 18, 25, 5, 25 | low low ok high high ok high low high
            """)
    void regression(float hysteresis, String windows, String expected) {
        assertEquals(expected, String.join(" ", labels(new Rule.Regression(10, 20), hysteresis(hysteresis), windows)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 1, 1.1, 1    | normal anomaly normal
            0.5 | 1.2, .6, .5 | anomaly anomaly normal
            """)
    void reconstruction(float hysteresis, String windows, String expected) {
        assertEquals(expected, String.join(" ", labels(new Rule.Reconstruction(1), hysteresis(hysteresis), windows)));
    }

    @Test
    void multiLabelHasAnySetInForce() {
        Decider decider = Decider.of(new Rule.MultiLabel(List.of(0.5f, 0.7f, 0.5f)), hysteresis(0.2f), ABC);
        RuleState state = decider.newState();
        Decision none = decider.decide(state, scores(".4 .6 .1"), 0);
        assertEquals(new Decision("none", 0.6f, "none", List.of(), false), none);
        assertEquals(new Decision("c", 0.9f, "c", List.of("b", "c"), true), decider.decide(state, scores("0 .8 .9"), 1));
        assertEquals(new Decision("b", 0.6f, "c", List.of("b", "c"), false), decider.decide(state, scores("0 .6 .5"), 2));
        assertEquals(new Decision("b", 0.6f, "none", List.of("b"), true), decider.decide(state, scores("0 .6 .2"), 3));
    }

    @Test
    void scoreSpeaksForTheLabelInForce() {
        Decider decider = Decider.of(new Rule.ArgMax(0.5f), new Steadiness(0, 2, 2, 0), ABC);
        RuleState state = decider.newState();
        assertEquals(new Decision("unknown", 0.9f, "a", null, false), decider.decide(state, scores(".9 0 0"), 0));
        assertEquals(new Decision("a", 0.8f, "a", null, true), decider.decide(state, scores(".8 .1 0"), 1));
        assertEquals(new Decision("a", 0.2f, "b", null, false), decider.decide(state, scores(".2 .7 0"), 2));
        assertEquals(new Decision("b", 0.7f, "b", null, true), decider.decide(state, scores(".2 .7 0"), 3));
    }

    @Test
    void aNewLabelNeedsSoManyOfTheLastWindows() {
        Steadiness twoOfThree = new Steadiness(0, 2, 3, 0);
        String a = "1 0 0";
        String b = "0 1 0";
        String c = "0 0 1";
        assertEquals(List.of("unknown", "a", "a", "a", "b", "c", "b"),
                labels(new Rule.ArgMax(0.5f), twoOfThree, String.join(",", a, a, b, c, b, c, b)));
    }

    @Test
    void holdCountsFromWhenTheLabelCameIntoForce() {
        Steadiness threeSeconds = new Steadiness(0, 1, 1, 3_000);
        assertEquals(List.of("a", "a", "a", "b", "b", "b", "a"),
                labels(new Rule.ArgMax(0.5f), threeSeconds, "1 0, 0 1, 0 1, 0 1, 1 0, 1 0, 1 0"));
    }

    @Test
    void aClockSetBackRestartsTheHold() {
        Decider decider = Decider.of(new Rule.ArgMax(0.5f), new Steadiness(0, 1, 1, 1), ABC);
        RuleState state = decider.newState();
        assertTrue(decider.decide(state, scores("1 0 0"), 5_000_000_000L).changed());
        assertFalse(decider.decide(state, scores("0 1 0"), 1_000).changed());
        assertTrue(decider.decide(state, scores("0 1 0"), 2_000).changed());
    }

    @Test
    void labelsBesideMultiLabelAreOne() {
        Decider decider = Decider.of(new Rule.Regression(0, 1), Steadiness.NONE, List.of());
        assertNull(decider.decide(decider.newState(), new float[] {2}, 0).labels());
    }
}
