package io.twinbit.flow.pipeline;

import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decide.Steadiness;
import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.pipeline.PipelineSpec.Calibration;
import io.twinbit.flow.pipeline.PipelineSpec.Problem;
import io.twinbit.flow.pipeline.PipelineSpec.UserProperties;
import io.twinbit.flow.signal.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a specification must be before any network is looked at. */
final class SpecChecks {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final long MAX_INTERVAL_US = 24L * 3600 * 1_000_000;
    private static final long MAX_MS = 366L * 24 * 3600 * 1000;
    private static final int MAX_PROPERTY_BYTES = 256;
    private static final int MAX_WINDOW_SAMPLES = 1 << 24;
    private static final int MAX_WINDOW_BYTES = StateExport.MAX_ENTRY_BYTES / 3 * 2;

    private final PipelineSpec spec;
    private final List<String> features;
    private final List<Problem> problems = new ArrayList<>();

    private SpecChecks(PipelineSpec spec) {
        this.spec = spec;
        this.features = spec.decoder().stream().features();
    }

    static List<Problem> of(PipelineSpec spec) {
        SpecChecks checks = new SpecChecks(spec);
        checks.checkPipeline();
        checks.checkProperties(spec.properties());
        checks.checkDecoder();
        checks.checkWindow(spec.window());
        checks.checkScaling();
        checks.checkRule();
        checks.checkSteadiness(spec.steadiness());
        return List.copyOf(checks.problems);
    }

    private void report(boolean wrong, String key, String text) {
        if (wrong) {
            problems.add(new Problem(key, text));
        }
    }

    private void checkPipeline() {
        report(!NAME.matcher(spec.name()).matches(), "name", "found '" + spec.name() + "', expected " + NAME);
        String topic = TopicPattern.problem(spec.topic(), spec.properties().device() == null);
        if (topic != null) {
            problems.add(new Problem("topic", topic));
        }
        checkRange("max_devices", spec.maxDevices(), 1, Integer.MAX_VALUE);
        checkRange("silence_after_ms", spec.silenceAfterMs(), 0, MAX_MS);
        checkRange("forget_after_ms", spec.forgetAfterMs(), 0, MAX_MS);
    }

    private void checkProperties(UserProperties properties) {
        checkProperty("device_property", properties.device());
        checkProperty("decode.identity_property", properties.identity());
        report(properties.device() != null && properties.device().equals(properties.identity()), "decode.identity_property",
                "found '" + properties.identity() + "', which names the device, expected one that names the message");
        report(properties.identity() != null && spec.decoder().tellsGaps(), "decode.identity_property",
                "found a property beside decode.sequence or decode.timestamp, which tell repeated messages already; remove it");
    }

    private void checkProperty(String key, @Nullable String name) {
        int bytes = name == null ? 1 : name.getBytes(StandardCharsets.UTF_8).length;
        report(bytes < 1 || bytes > MAX_PROPERTY_BYTES, key,
                "found a name of " + bytes + " bytes, expected 1 to " + MAX_PROPERTY_BYTES);
    }

    private void checkRange(String key, long found, long min, long max) {
        report(found < min || found > max, key, "found " + found + ", expected " + min + " to " + max);
    }

    private void checkDecoder() {
        report(features.isEmpty(), "decode.features", "found none, expected at least one");
        report(features.contains(""), "decode.features", "found an empty name");
        report(hasEquals(features), "decode.features", "found two of the same name in " + features);
        checkRange("decode.sample_interval_us", spec.decoder().stream().sampleIntervalUs(), 1, MAX_INTERVAL_US);
        checkRange("decode.max_payload_bytes", spec.decoder().maxPayloadBytes(), 1, Integer.MAX_VALUE);
        switch (spec.decoder()) {
            case DecoderSpec.Json json -> checkJson(json);
            case DecoderSpec.Csv csv -> checkCsv(csv);
            case DecoderSpec.Binary binary -> checkFinite("decode.scale", binary.scale());
        }
    }

    private static boolean hasEquals(List<String> names) {
        return new HashSet<>(names).size() != names.size();
    }

    private void checkJson(DecoderSpec.Json json) {
        checkOwnPath("decode.timestamp", json.timestamp(), json.values());
        checkOwnPath("decode.sequence", json.sequence(), json.values());
        report(json.sequence() != null && json.sequence().equals(json.timestamp()),
                "decode.sequence", "found the path of decode.timestamp, expected another");
    }

    /** The path leads to a number of its own, not to the values or a feature of theirs. */
    private void checkOwnPath(String key, @Nullable String path, String values) {
        if (path == null) {
            return;
        }
        String inValues = values.isEmpty() ? "" : values + ".";
        boolean feature = path.startsWith(inValues) && features.contains(path.substring(inValues.length()));
        report(path.isEmpty() || path.equals(values) || feature, key,
                "found '" + path + "', which is where values are, expected a path of its own");
    }

    private void checkCsv(DecoderSpec.Csv csv) {
        List<String> columns = csv.columns();
        report(hasEquals(columns), "decode.columns", "found two of the same name in " + columns);
        List<String> missing = features.stream().filter(f -> !columns.contains(f)).toList();
        report(!missing.isEmpty(), "decode.columns", "found " + columns + " without " + missing + " of decode.features");
        checkColumn("decode.timestamp", csv.timestamp(), columns);
        checkColumn("decode.sequence", csv.sequence(), columns);
    }

    private void checkColumn(String key, @Nullable String column, List<String> columns) {
        report(column != null && !columns.contains(column),
                key, "found '" + column + "', expected one of decode.columns " + columns);
    }

    private void checkWindow(WindowSpec window) {
        checkRange("window.size_samples", window.sizeSamples(), 1, MAX_WINDOW_SAMPLES);
        long bytes = (long) window.sizeSamples() * (Long.BYTES + (long) features.size() * Float.BYTES);
        report(bytes > MAX_WINDOW_BYTES, "window.size_samples", window.sizeSamples() + " samples of " + features.size()
                + " decode.features and a time are " + bytes + " bytes, expected at most " + MAX_WINDOW_BYTES + " for each device");
        checkRange("window.hop_samples", window.hopSamples(), 1, MAX_WINDOW_SAMPLES);
        checkRange("window.gap_max_samples", window.gapMaxSamples(), 0, DecoderSpec.MAX_SAMPLES);
    }

    private void checkScaling() {
        checkOneEach("preprocess.mean", boxed(spec.preprocess().mean()));
        List<Float> std = boxed(spec.preprocess().std());
        checkOneEach("preprocess.std", std);
        report(std.stream().anyMatch(s -> s <= 0), "preprocess.std", "found " + std + ", expected numbers above 0");
        Calibration calibration = spec.calibration();
        if (calibration != null) {
            checkOneEach("health.calibration_min", calibration.min());
            checkOneEach("health.calibration_max", calibration.max());
            checkOrdered(calibration);
        }
    }

    private void checkOrdered(Calibration calibration) {
        for (int f = 0; f < Math.min(calibration.min().size(), calibration.max().size()); f++) {
            report(calibration.min().get(f) > calibration.max().get(f), "health.calibration_max",
                    "found " + calibration.max().get(f) + " below health.calibration_min " + calibration.min().get(f));
        }
    }

    private static List<Float> boxed(float[] values) {
        List<Float> boxed = new ArrayList<>();
        for (float value : values) {
            boxed.add(value);
        }
        return boxed;
    }

    private void checkOneEach(String key, List<Float> values) {
        report(values.size() != features.size(), key,
                "found " + values.size() + " numbers, expected " + features.size() + ", one for each of decode.features");
        values.forEach(value -> checkFinite(key, value));
    }

    private void checkFinite(String key, float value) {
        report(!Float.isFinite(value), key, "found " + value + ", expected a finite number");
    }

    private void checkRule() {
        List<String> labels = spec.labels();
        report(labels.stream().anyMatch(String::isBlank), "labels", "found an empty one in " + labels);
        report(hasEquals(labels), "labels", "found two of the same name in " + labels);
        switch (spec.rule()) {
            case Rule.ArgMax r -> checkFinite("decide.threshold", r.threshold());
            case Rule.MultiLabel r -> {
                r.thresholds().forEach(t -> checkFinite("decide.thresholds", t));
                report(r.thresholds().size() != labels.size(), "decide.thresholds",
                        "found " + r.thresholds().size() + " numbers, expected " + labels.size() + ", one for each of labels");
            }
            case Rule.Regression r -> {
                checkNoLabels("regression");
                report(!(r.limitLow() <= r.limitHigh()), "decide.limit_high",
                        "found " + r.limitHigh() + ", expected at least decide.limit_low " + r.limitLow());
            }
            case Rule.Reconstruction r -> {
                checkNoLabels("reconstruction");
                checkFinite("decide.max_error", r.maxError());
            }
        }
    }

    private void checkNoLabels(String rule) {
        report(!spec.labels().isEmpty(), "labels",
                "found " + spec.labels().size() + ", expected none: decide.rule " + rule + " has its own, "
                        + spec.rule().labels(List.of()));
    }

    private void checkSteadiness(Steadiness steadiness) {
        float hysteresis = steadiness.hysteresis();
        report(!(hysteresis >= 0 && Float.isFinite(hysteresis)), "decide.hysteresis",
                "found " + hysteresis + ", expected a finite number from 0");
        checkRange("decide.of_windows", steadiness.ofWindows(), 1, Steadiness.MAX_WINDOWS);
        checkRange("decide.agree_windows", steadiness.agreeWindows(), 1, Math.max(1, steadiness.ofWindows()));
        checkRange("decide.min_hold_ms", steadiness.minHoldMs(), 0, MAX_MS);
    }
}
