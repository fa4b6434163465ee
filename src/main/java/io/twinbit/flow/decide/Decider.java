package io.twinbit.flow.decide;

import java.util.List;

/** A configured rule. It remembers nothing itself: each device has a {@link RuleState}. */
public sealed interface Decider permits OneOfDecider, MultiLabelDecider {
    /** The state of a device that was never heard. */
    RuleState newState();

    /**
     * Decides on a window.
     *
     * @param scores real values of the network's output; of a {@link Rule.Reconstruction} the error alone
     * @param timeUs of the window's newest sample
     */
    Decision decide(RuleState state, float[] scores, long timeUs);

    /** {@code labels} of the network's outputs; a rule that has its own needs none. */
    static Decider of(Rule rule, Steadiness steadiness, List<String> labels) {
        float hysteresis = steadiness.hysteresis();
        List<String> names = rule.labels(labels);
        return switch (rule) {
            case Rule.ArgMax r -> new OneOfDecider(new ArgMaxChoice(r.threshold(), hysteresis), steadiness, names);
            case Rule.Regression r -> new OneOfDecider(new RegressionChoice(r, hysteresis), steadiness, names);
            case Rule.Reconstruction r -> new OneOfDecider(new ReconstructionChoice(r, hysteresis), steadiness, names);
            case Rule.MultiLabel r -> new MultiLabelDecider(r, steadiness, names);
        };
    }
}
