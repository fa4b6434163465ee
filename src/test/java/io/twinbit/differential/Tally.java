package io.twinbit.differential;

import io.twinbit.nn.graph.Node;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run compared. */
final class Tally {
    private final Map<String, Integer> operators = new TreeMap<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int equal;
    private int refusedByBoth;
    private int refusedHere;
    private int failed;
    private long elements;

    void add(Experiment experiment, Outcome outcome) {
        switch (outcome) {
            case Outcome.Equal same -> {
                equal++;
                elements += same.elements();
                experiment.graph().nodes().stream().map(Node::op).forEach(op -> operators.merge(op.label(), 1, Integer::sum));
            }
            case Outcome.RefusedByBoth _ -> refusedByBoth++;
            case Outcome.RefusedByTheEngine refused -> {
                refusedHere++;
                refused.reasons().forEach(reason -> refusals.merge(kind(reason), 1, Integer::sum));
            }
            case Outcome.Failed _ -> failed++;
        }
    }

    int networks() {
        return equal + refusedByBoth + refusedHere + failed;
    }

    int equal() {
        return equal;
    }

    int nodes() {
        return operators.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** {@code operator 3 ADD: why; tensors} without number and tensors, which are other ones in each network. */
    private static String kind(String reason) {
        return reason.replaceFirst("^operator \\d+ ", "").replaceFirst(";.*", "").replaceAll("\\bt\\d+\\b", "t").replaceAll("\\b-?[\\d.]+(E-?\\d+)?\\b", "N");
    }

    @Override
    public String toString() {
        return networks() + " networks: " + equal + " equal in all " + elements + " output elements, " + refusedByBoth
                + " refused by both, " + refusedHere + " refused here alone for a known reason, " + failed + " failed\n"
                + nodes() + " operators compared: " + list(operators)
                + (refusals.isEmpty() ? "" : "\nrefused here alone: " + list(refusals));
    }

    private static String list(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
