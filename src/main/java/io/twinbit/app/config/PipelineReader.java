package io.twinbit.app.config;

import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decide.Steadiness;
import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.pipeline.PipelineSpec;
import io.twinbit.flow.pipeline.PipelineSpec.Calibration;
import io.twinbit.flow.pipeline.PipelineSpec.UserProperties;
import io.twinbit.flow.signal.GapPolicy;
import io.twinbit.flow.signal.Preprocess;
import io.twinbit.flow.signal.WindowSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one {@code [[pipeline]]} with the tables below it. */
final class PipelineReader {
    private static final int MAX_LABELS_BYTES = 1 << 20;
    private static final long MAX_MS = 366L * 24 * 3600 * 1000;
    private static final int MAX_SAMPLES = 1 << 24;
    private static final int MAX_DEVICES = 1_000_000;

    private final Section section;
    private final Path folder;
    private final Problems problems;

    PipelineReader(Section section, Path folder, Problems problems) {
        this.section = section;
        this.problems = problems;
        this.folder = folder;
    }

    PipelineConfig read(String name) {
        Path model = folder.resolve(section.requiredText("model"));
        PipelineSpec spec = spec(name);
        PipelineConfig config = new PipelineConfig(model, profile(), spec, section.lines());
        section.reportUnknownKeys();
        if (!config.isUncountable(problems)) {
            config.report(problems, Problem.Kind.CONFIGURATION, spec.problems());
        }
        return config;
    }

    /** A path is relative to the configuration's folder. */
    private String profile() {
        String profile = section.text("profile", "tflm-reference");
        boolean isPath = profile.contains("/") || profile.endsWith(".toml");
        return isPath ? folder.resolve(profile).toString() : profile;
    }

    private PipelineSpec spec(String name) {
        String topic = section.requiredText("topic");
        List<String> labels = labels();
        Section decode = section.table("decode");
        UserProperties properties = new UserProperties(section.text("device_property"), decode.text("identity_property"));
        DecoderSpec decoder = new DecodeReader(decode).read();
        WindowSpec window = window(section.table("window"));
        Preprocess preprocess = preprocess(section.table("preprocess"), decoder.stream().features().size());
        Section decide = section.table("decide");
        DecideReader decision = new DecideReader(decide, labels.size());
        Rule rule = decision.rule();
        Steadiness steadiness = decision.steadiness();
        boolean scores = decide.flag("scores", false);
        decide.reportUnknownKeys();
        return new PipelineSpec(
                name,
                topic,
                properties,
                labels,
                decoder,
                window,
                preprocess,
                rule,
                steadiness,
                scores,
                calibration(section.table("health")),
                (int) section.integer("max_devices", 1000, 1, MAX_DEVICES),
                section.integer("silence_after_ms", 5_000, 0, MAX_MS),
                section.integer("forget_after_ms", 600_000, 0, MAX_MS));
    }

    private List<String> labels() {
        if (!section.isText("labels")) {
            return section.texts("labels");
        }
        try {
            return BoundedFile.readText(folder.resolve(section.text("labels", "")), MAX_LABELS_BYTES).strip().lines()
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            section.problem(Problem.Kind.MISSING_FILE, "labels", Problems.why(e));
            return List.of();
        }
    }

    private static WindowSpec window(Section section) {
        int size = (int) section.requiredInteger("size_samples", 1, MAX_SAMPLES);
        WindowSpec window = new WindowSpec(
                size,
                (int) section.integer("hop_samples", size, 1, MAX_SAMPLES),
                section.choice("gap", GapPolicy.RESET),
                (int) section.integer("gap_max_samples", 0, 0, DecoderSpec.MAX_SAMPLES));
        section.reportUnknownKeys();
        return window;
    }

    private static Preprocess preprocess(Section section, int features) {
        float[] mean = section.numbers("mean");
        float[] std = section.numbers("std");
        section.bothOrNeither("mean", "std");
        section.reportUnknownKeys();
        return mean == null || std == null ? Preprocess.none(features) : Preprocess.of(mean, std);
    }

    private static @Nullable Calibration calibration(Section section) {
        float[] min = section.numbers("calibration_min");
        float[] max = section.numbers("calibration_max");
        section.bothOrNeither("calibration_min", "calibration_max");
        section.reportUnknownKeys();
        return min == null || max == null ? null : new Calibration(boxed(min), boxed(max));
    }

    private static List<Float> boxed(float[] numbers) {
        List<Float> boxed = new ArrayList<>(numbers.length);
        for (float number : numbers) {
            boxed.add(number);
        }
        return boxed;
    }
}
