package io.twinbit.app.config;

import io.twinbit.flow.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One {@code [[pipeline]]}.
 *
 * @param model the network's file
 * @param profile name or path of a device profile
 * @param lines of the configuration file by key, e.g. {@code window.hop_samples}; the empty key is the pipeline itself
 */
public record PipelineConfig(Path model, String profile, PipelineSpec spec, Map<String, Integer> lines) {
    private static final String PREFIX = "pipeline.";

    public PipelineConfig {
        lines = Map.copyOf(lines);
    }

    public String name() {
        return spec.name();
    }

    /**
     * Adds what is wrong with this pipeline's keys, each at its line or at that of the table it belongs to; not again what
     * was wrong before.
     */
    public void report(Problems problems, Problem.Kind kind, List<PipelineSpec.Problem> found) {
        List<PipelineSpec.Problem> news = found.stream().filter(p -> !isBroken(problems, p.key())).toList();
        news.forEach(p -> problems.add(kind, lineOf(p.key()), PREFIX + p.key(), p.text()));
    }

    /** Whether nothing can be said of the whole: nearly all of it is counted in features. */
    public boolean isUncountable(Problems problems) {
        return isBroken(problems, "decode.features");
    }

    private boolean isBroken(Problems problems, String key) {
        return problems.inOrder().stream().anyMatch(p -> p.key().equals(PREFIX + key) && lines.containsValue(p.line()));
    }

    private int lineOf(String key) {
        String known = key;
        while (!lines.containsKey(known) && !known.isEmpty()) {
            known = known.substring(0, Math.max(0, known.lastIndexOf('.')));
        }
        return lines.getOrDefault(known, 0);
    }
}
