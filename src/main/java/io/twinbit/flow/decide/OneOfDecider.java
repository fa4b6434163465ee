package io.twinbit.flow.decide;

import java.util.List;

/** One label at a time: a choice, made steady by one latch. Its options are the labels and, after them, unknown. */
final class OneOfDecider implements Decider {
    private final Choice choice;
    private final Steadiness steadiness;
    private final List<String> labels;

    OneOfDecider(Choice choice, Steadiness steadiness, List<String> labels) {
        this.choice = choice;
        this.steadiness = steadiness;
        this.labels = labels;
    }

    @Override
    public RuleState newState() {
        return new RuleState(List.of(new Latch(steadiness, option(Choice.UNKNOWN))), labels.size() + 1);
    }

    @Override
    public Decision decide(RuleState state, float[] scores, long timeUs) {
        Latch latch = state.latch(0);
        int proposal = choice.given(label(latch.inForce()), scores);
        boolean changed = latch.propose(option(proposal), timeUs);
        int inForce = label(latch.inForce());
        return new Decision(name(inForce), choice.score(inForce, scores), name(choice.alone(scores)), null, changed);
    }

    private int option(int label) {
        return label == Choice.UNKNOWN ? labels.size() : label;
    }

    private int label(int option) {
        return option == labels.size() ? Choice.UNKNOWN : option;
    }

    private String name(int label) {
        return label == Choice.UNKNOWN ? Rule.UNKNOWN : labels.get(label);
    }
}
