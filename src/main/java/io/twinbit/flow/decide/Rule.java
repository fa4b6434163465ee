package io.twinbit.flow.decide;

import java.util.List;

/** How the network's output becomes a label. */
public sealed interface Rule {
    /** The label of an {@link ArgMax} that is sure of nothing, and of every rule before the first window. */
    String UNKNOWN = "unknown";

    /** The label of a {@link MultiLabel} when no label is in force. */
    String NONE = "none";

    /** The greatest output names the label, the first of equals; below {@code threshold} it is {@link #UNKNOWN}. */
    record ArgMax(float threshold) implements Rule {}

    /** Each label by itself: in force at or above its threshold. */
    record MultiLabel(List<Float> thresholds) implements Rule {
        public MultiLabel {
            thresholds = List.copyOf(thresholds);
        }
    }

    /** One value: {@code low} below {@code limitLow}, {@code high} above {@code limitHigh}, else {@code ok}. */
    record Regression(float limitLow, float limitHigh) implements Rule {}

    /** Mean squared error of the output against the input: {@code anomaly} above {@code maxError}, else {@code normal}. */
    record Reconstruction(float maxError) implements Rule {}

    /** The labels of a rule that has its own; otherwise {@code configured}. */
    default List<String> labels(List<String> configured) {
        return switch (this) {
            case ArgMax _, MultiLabel _ -> configured;
            case Regression _ -> List.of("low", "ok", "high");
            case Reconstruction _ -> List.of("normal", "anomaly");
        };
    }
}
