package io.twinbit.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The floors of the house as data, highest first. A package may use only packages on lower floors: never its own floor
 * (except itself), never a higher one.
 */
final class Floors {
    static final String ROOT = "io.twinbit.";

    private static final List<Set<String>> HIGHEST_FIRST = List.of(
            Set.of("app.cli"),
            Set.of("app.demo"),
            Set.of("app.gateway"),
            Set.of("app.web"),
            Set.of("app.status", "app.config", "link.mqtt", "link.coap", "link.bus", "link.recording", "link.journal"),
            Set.of("link"),
            Set.of("flow.pipeline"),
            Set.of("flow.decode", "flow.decide"),
            Set.of("flow.signal"),
            Set.of("nn.train"),
            Set.of("nn.quantize"),
            Set.of("nn.emit"),
            Set.of("nn.engine"),
            Set.of("nn.cost"),
            Set.of("nn.lower"),
            Set.of("nn.model", "nn.reference"),
            Set.of("nn.graph"),
            Set.of("nn.tensor", "nn.device"),
            Set.of("nn.fixed"));

    /** Finer than the floors: who may not see whom although it is lower, and why. */
    private static final Map<String, Map<String, String>> BLINDFOLDS = Map.of(
            "nn.engine", Map.of("nn.graph", "the engine sees only the program", "nn.model", "the engine sees only the program"),
            "nn.emit", Map.of("nn.graph", "the emitter sees only the program", "nn.model", "the emitter sees only the program"),
            "nn.lower", Map.of("nn.model", "the lowering knows graphs, not files"));

    private static final Map<String, Integer> HEIGHT = heights();

    private Floors() {}

    private static Map<String, Integer> heights() {
        Map<String, Integer> heights = new LinkedHashMap<>();
        for (int i = 0; i < HIGHEST_FIRST.size(); i++) {
            for (String name : HIGHEST_FIRST.get(i)) {
                heights.put(name, HIGHEST_FIRST.size() - i);
            }
        }
        return heights;
    }

    private static int height(String packageName) {
        return Objects.requireNonNull(HEIGHT.get(packageName), packageName);
    }

    static boolean knows(String packageName) {
        return HEIGHT.containsKey(packageName);
    }

    /** The rule that a use of {@code to} by {@code from} breaks, as the end of a sentence; empty when it is allowed. */
    static Optional<String> broken(String from, String to) {
        if (from.equals(to)) {
            return Optional.empty();
        }
        String blindfold = BLINDFOLDS.getOrDefault(from, Map.of()).get(to);
        if (blindfold != null) {
            return Optional.of(blindfold);
        }
        int difference = height(from) - height(to);
        if (difference > 0) {
            return Optional.empty();
        }
        return Optional.of(difference == 0
                ? from + " and " + to + " are on the same floor and may not see each other"
                : to + " is on a higher floor than " + from + ", and a package uses only lower ones");
    }
}
