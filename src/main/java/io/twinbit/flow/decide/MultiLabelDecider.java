package io.twinbit.flow.decide;

import java.util.ArrayList;
import java.util.List;

/**
 * Every label by itself, off or on: on at or above its threshold, off again below {@code threshold - hysteresis}. A latch
 * each makes both ways steady.
 */
final class MultiLabelDecider implements Decider {
    private static final int OFF = 0;
    private static final int ON = 1;

    private final float[] thresholds;
    private final Steadiness steadiness;
    private final List<String> labels;

    MultiLabelDecider(Rule.MultiLabel rule, Steadiness steadiness, List<String> labels) {
        this.thresholds = new float[labels.size()];
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] = rule.thresholds().get(i);
        }
        this.steadiness = steadiness;
        this.labels = labels;
    }

    @Override
    public RuleState newState() {
        return new RuleState(labels.stream().map(_ -> new Latch(steadiness, OFF)).toList(), ON + 1);
    }

    @Override
    public Decision decide(RuleState state, float[] scores, long timeUs) {
        boolean changed = false;
        List<String> inForce = new ArrayList<>();
        int highest = -1;
        int highestAlone = -1;
        for (int i = 0; i < thresholds.length; i++) {
            Latch latch = state.latch(i);
            changed |= latch.propose(given(latch.inForce(), i, scores[i]), timeUs);
            if (latch.inForce() == ON) {
                inForce.add(labels.get(i));
                highest = higher(highest, i, scores);
            }
            if (scores[i] >= thresholds[i]) {
                highestAlone = higher(highestAlone, i, scores);
            }
        }
        float score = scores[highest < 0 ? ArgMaxChoice.argMax(scores) : highest];
        return new Decision(name(highest), score, name(highestAlone), List.copyOf(inForce), changed);
    }

    private int given(int inForce, int label, float score) {
        float limit = inForce == ON ? thresholds[label] - steadiness.hysteresis() : thresholds[label];
        return score >= limit ? ON : OFF;
    }

    private static int higher(int best, int i, float[] scores) {
        return best < 0 || scores[i] > scores[best] ? i : best;
    }

    private String name(int label) {
        return label < 0 ? Rule.NONE : labels.get(label);
    }
}
