package io.twinbit.app.gateway;

import io.twinbit.app.config.PipelineConfig;
import io.twinbit.app.status.DecisionCard;
import io.twinbit.app.status.NetworkCard;
import io.twinbit.app.status.StreamCard;
import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.pipeline.Pipeline;
import io.twinbit.flow.pipeline.PipelineSpec;
import io.twinbit.flow.pipeline.PipelineSpecException;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.lower.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A pipeline whose network is read and lowered for its profile: all that is needed to make it run, and to show it. */
public record WiredPipeline(PipelineConfig config, Graph graph, DeviceProfile profile, Program program) {
    public String name() {
        return config.name();
    }

    public String arithmeticId() {
        return program.arithmeticId();
    }

    /**
     * A pipeline without any state yet, with an interpreter of its own.
     *
     * @throws PipelineSpecException with all that does not fit the network
     */
    public Pipeline newPipeline() {
        return new Pipeline(config.spec(), new Interpreter(program), program.arithmeticId());
    }

    NetworkCard networkCard() {
        return new NetworkCard(
                String.valueOf(config.model().getFileName()),
                program.arithmeticId(),
                profile.name(),
                profile.arithmetic().rounding().name().toLowerCase(Locale.ROOT),
                program.arenaBytes(),
                program.weightsBytes(),
                program.macs(),
                graph.tensor(graph.inputs().getFirst()),
                graph.tensor(graph.outputs().getFirst()),
                NetworkCard.layersOf(graph));
    }

    StreamCard streamCard() {
        PipelineSpec spec = config.spec();
        return new StreamCard(
                spec.decoder().stream().features(),
                spec.decoder().stream().sampleIntervalUs(),
                spec.window().sizeSamples(),
                spec.window().hopSamples());
    }

    DecisionCard decisionCard() {
        Rule rule = config.spec().rule();
        List<String> labels = rule.labels(config.spec().labels());
        return switch (rule) {
            case Rule.ArgMax r -> new DecisionCard("arg_max", labels, Map.of("threshold", (double) r.threshold()));
            case Rule.MultiLabel r -> new DecisionCard("multi_label", labels, thresholds(labels, r.thresholds()));
            case Rule.Regression r -> new DecisionCard(
                    "regression", labels, Map.of("limit_low", (double) r.limitLow(), "limit_high", (double) r.limitHigh()));
            case Rule.Reconstruction r -> new DecisionCard(
                    "reconstruction", labels, Map.of("max_error", (double) r.maxError()));
        };
    }

    /** One limit a label: {@code threshold NAME}. */
    private static Map<String, Double> thresholds(List<String> labels, List<Float> thresholds) {
        Map<String, Double> limits = new HashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            limits.put("threshold " + labels.get(i), (double) thresholds.get(i));
        }
        return limits;
    }
}
