package io.twinbit.app.config;

import io.twinbit.flow.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.util.Map;

/**
 * One {@code [[pipeline]]}.
 *
 * @param model the network's file
 * @param profile name or path of a device profile
 * @param lines of the configuration file by key, e.g. {@code window.hop_samples}; the empty key is the pipeline itself
 */
public record PipelineConfig(Path model, String profile, PipelineSpec spec, Map<String, Integer> lines) {
    public PipelineConfig {
        lines = Map.copyOf(lines);
    }

    public String name() {
        return spec.name();
    }

    /** Adds something that is wrong with one of this pipeline's keys, at its line or at that of the table it belongs to. */
    public void report(Problems problems, Problem.Kind kind, String key, String text) {
        String known = key;
        while (!lines.containsKey(known) && !known.isEmpty()) {
            known = known.substring(0, Math.max(0, known.lastIndexOf('.')));
        }
        problems.add(kind, lines.getOrDefault(known, 0), "pipeline." + key, text);
    }
}
