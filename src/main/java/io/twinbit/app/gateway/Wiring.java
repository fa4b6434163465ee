package io.twinbit.app.gateway;

import io.twinbit.app.config.ConfigReader;
import io.twinbit.app.config.ConfigReader.Reading;
import io.twinbit.app.config.GatewayConfig;
import io.twinbit.app.config.ModelFile;
import io.twinbit.app.config.PipelineConfig;
import io.twinbit.app.config.Problem.Kind;
import io.twinbit.app.config.Problems;
import io.twinbit.app.config.ProfileStore;
import io.twinbit.flow.pipeline.PipelineSpec;
import io.twinbit.flow.pipeline.PipelineSpecException;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.device.ProfileException;
import io.twinbit.nn.graph.Graph;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import io.twinbit.nn.lower.UnsupportedModelException;
import io.twinbit.nn.model.MalformedModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From a configuration file to pipelines that are ready to run, or to everything that keeps them from it. */
public final class Wiring {
    /**
     * What a configuration comes to.
     *
     * @param config null when there is a problem
     * @param pipelines in the order of the file; those whose network can run
     */
    public record Wired(@Nullable GatewayConfig config, List<WiredPipeline> pipelines, Problems problems) {}

    private final Problems problems;

    private Wiring(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads the configuration and every file that it names, and makes each network ready for its profile.
     *
     * @param environment where {@code CREDENTIALS_DIRECTORY} and {@code STATE_DIRECTORY} are looked up
     */
    public static Wired of(Path configuration, Map<String, String> environment) {
        Reading reading = ConfigReader.read(configuration, environment);
        List<WiredPipeline> pipelines = new Wiring(reading.problems()).wire(reading.pipelines());
        return new Wired(reading.problems().isEmpty() ? reading.config() : null, pipelines, reading.problems());
    }

    private List<WiredPipeline> wire(List<PipelineConfig> configs) {
        List<WiredPipeline> wired = new ArrayList<>();
        for (PipelineConfig config : configs) {
            Graph graph = graph(config);
            DeviceProfile profile = profile(config);
            Program program = graph == null || profile == null ? null : program(config, graph, profile);
            if (graph != null && profile != null && program != null) {
                WiredPipeline pipeline = new WiredPipeline(config, graph, profile, program);
                if (!config.isUncountable(problems) && fits(pipeline)) {
                    wired.add(pipeline);
                }
            }
        }
        return wired;
    }

    private @Nullable Graph graph(PipelineConfig config) {
        try {
            return ModelFile.read(config.model());
        } catch (IOException e) {
            config.report(problems, Kind.MISSING_FILE, about("model", List.of(Problems.why(e))));
        } catch (MalformedModelException e) {
            config.report(problems, Kind.MODEL, about("model", List.of(String.valueOf(e.getMessage()))));
        }
        return null;
    }

    private @Nullable DeviceProfile profile(PipelineConfig config) {
        try {
            return ProfileStore.find(config.profile());
        } catch (IOException e) {
            config.report(problems, Kind.MISSING_FILE, about("profile", List.of(Problems.why(e))));
        } catch (ProfileException e) {
            config.report(problems, Kind.CONFIGURATION, about("profile", e.problems()));
        }
        return null;
    }

    private @Nullable Program program(PipelineConfig config, Graph graph, DeviceProfile profile) {
        try {
            return Lowering.lower(graph, profile);
        } catch (UnsupportedModelException e) {
            config.report(problems, Kind.MODEL, about("model", e.reasons()));
            return null;
        }
    }

    /** Whether the specification fits the network; a pipeline says so when it is made. */
    private boolean fits(WiredPipeline pipeline) {
        try {
            pipeline.newPipeline();
            return true;
        } catch (PipelineSpecException e) {
            pipeline.config().report(problems, Kind.CONFIGURATION, e.problems());
            return false;
        }
    }

    private static List<PipelineSpec.Problem> about(String key, List<String> texts) {
        return texts.stream().map(text -> new PipelineSpec.Problem(key, text)).toList();
    }
}
