package io.twinbit.app.status;

import java.util.List;
import java.util.Map;

/**
 * How outputs become a label.
 *
 * @param rule as configured: {@code arg_max}, {@code multi_label}, {@code regression}, {@code reconstruction}
 * @param labels in the order of the network's outputs, or of the rule's own labels
 * @param limits the rule's numbers by configuration key, e.g. {@code threshold}, {@code limit_high}, {@code max_error}; with
 *     {@code multi_label} one a label, {@code threshold NAME}
 */
public record DecisionCard(String rule, List<String> labels, Map<String, Double> limits) {
    public DecisionCard {
        labels = List.copyOf(labels);
        limits = Map.copyOf(limits);
    }
}
