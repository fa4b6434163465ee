package io.twinbit.app.config;

import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decide.Steadiness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the rule of {@code [pipeline.decide]} and what keeps its labels from flickering. */
final class DecideReader {
    private static final double DEFAULT_THRESHOLD = 0.5;
    private static final long MAX_HOLD_MS = 24L * 3600 * 1000;

    private enum Kind {
        ARG_MAX,
        MULTI_LABEL,
        REGRESSION,
        RECONSTRUCTION
    }

    private final Section section;
    private final int labels;

    DecideReader(Section section, int labels) {
        this.section = section;
        this.labels = labels;
    }

    Rule rule() {
        Kind kind = section.choice("rule", Kind.ARG_MAX);
        Rule rule = switch (kind) {
            case ARG_MAX -> new Rule.ArgMax(threshold());
            case MULTI_LABEL -> new Rule.MultiLabel(thresholds());
            case REGRESSION -> new Rule.Regression(limit("limit_low"), limit("limit_high"));
            case RECONSTRUCTION -> new Rule.Reconstruction(limit("max_error"));
        };
        boolean thresholded = kind == Kind.ARG_MAX || kind == Kind.MULTI_LABEL;
        section.onlyFor("threshold", thresholded, "rule = \"arg_max\" and \"multi_label\"");
        section.onlyFor("thresholds", kind == Kind.MULTI_LABEL, "rule = \"multi_label\"");
        section.onlyFor("limit_low", kind == Kind.REGRESSION, "rule = \"regression\"");
        section.onlyFor("limit_high", kind == Kind.REGRESSION, "rule = \"regression\"");
        section.onlyFor("max_error", kind == Kind.RECONSTRUCTION, "rule = \"reconstruction\"");
        return rule;
    }

    Steadiness steadiness() {
        return new Steadiness(
                (float) section.number("hysteresis", 0, 0, Float.MAX_VALUE),
                (int) section.integer("agree_windows", 1, 1, Steadiness.MAX_WINDOWS),
                (int) section.integer("of_windows", 1, 1, Steadiness.MAX_WINDOWS),
                section.integer("min_hold_ms", 0, 0, MAX_HOLD_MS));
    }

    private float threshold() {
        return (float) section.number("threshold", DEFAULT_THRESHOLD, -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    private List<Float> thresholds() {
        float[] each = section.numbers("thresholds");
        if (each == null) {
            return Collections.nCopies(labels, threshold());
        }
        if (section.has("threshold")) {
            section.problem("threshold", "found threshold and thresholds, expected one of them; remove the other");
        }
        List<Float> thresholds = new ArrayList<>();
        for (float threshold : each) {
            thresholds.add(threshold);
        }
        return thresholds;
    }

    private float limit(String key) {
        section.require(key, "a number");
        return (float) section.number(key, 0, -Float.MAX_VALUE, Float.MAX_VALUE);
    }
}
