package io.twinbit.flow.pipeline;

import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decide.Steadiness;
import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.signal.WindowSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that decides what a pipeline says of its input, as texts by configuration key: a state goes on only in a pipeline of
 * the same definition.
 */
record Definition(Map<String, String> texts) {
    private static final int MAX_TEXT_CHARS = 256;
    private static final int KEPT_CHARS = 64;

    /** {@code networkStateBytes}: of all the network's variables; its id does not know those that nobody reads. */
    static Definition of(PipelineSpec spec, String arithmeticId, int networkStateBytes) {
        Definition definition = new Definition(new LinkedHashMap<>());
        definition.put("arithmetic_id", arithmeticId);
        if (networkStateBytes > 0) {
            definition.put("network_state_bytes", networkStateBytes);
        }
        definition.put("name", spec.name());
        definition.put("topic", spec.topic());
        definition.put("device_property", spec.properties().device());
        definition.put("decode.identity_property", spec.properties().identity());
        definition.put("labels", spec.labels());
        definition.put("max_devices", spec.maxDevices());
        definition.put("silence_after_ms", spec.silenceAfterMs());
        definition.put("forget_after_ms", spec.forgetAfterMs());
        definition.put(spec.decoder());
        definition.put(spec.window());
        definition.put("preprocess.mean", Arrays.toString(spec.preprocess().mean()));
        definition.put("preprocess.std", Arrays.toString(spec.preprocess().std()));
        definition.put(spec.rule());
        definition.put(spec.steadiness());
        definition.put("decide.scores", spec.scores());
        PipelineSpec.Calibration calibration = spec.calibration();
        definition.put("health.calibration_min", calibration == null ? null : calibration.min());
        definition.put("health.calibration_max", calibration == null ? null : calibration.max());
        return definition;
    }

    private void put(DecoderSpec decoder) {
        put("decode.features", decoder.stream().features());
        put("decode.sample_interval_us", decoder.stream().sampleIntervalUs());
        put("decode.max_payload_bytes", decoder.maxPayloadBytes());
        switch (decoder) {
            case DecoderSpec.Json json -> {
                put("decode.format", "json");
                put("decode.values", json.values());
                put("decode.timestamp", json.timestamp());
                put("decode.sequence", json.sequence());
            }
            case DecoderSpec.Csv csv -> {
                put("decode.format", "csv");
                put("decode.columns", csv.columns());
                put("decode.timestamp", csv.timestamp());
                put("decode.sequence", csv.sequence());
            }
            case DecoderSpec.Binary binary -> {
                put("decode.format", "binary");
                put("decode.type", binary.type());
                put("decode.scale", binary.scale());
            }
        }
    }

    private void put(WindowSpec window) {
        put("window.size_samples", window.sizeSamples());
        put("window.hop_samples", window.hopSamples());
        put("window.gap", window.gap());
        put("window.gap_max_samples", window.gapMaxSamples());
    }

    private void put(Rule rule) {
        put("decide.rule", rule.getClass().getSimpleName());
        switch (rule) {
            case Rule.ArgMax r -> put("decide.threshold", r.threshold());
            case Rule.MultiLabel r -> put("decide.thresholds", r.thresholds());
            case Rule.Regression r -> {
                put("decide.limit_low", r.limitLow());
                put("decide.limit_high", r.limitHigh());
            }
            case Rule.Reconstruction r -> put("decide.max_error", r.maxError());
        }
    }

    private void put(Steadiness steadiness) {
        put("decide.hysteresis", steadiness.hysteresis());
        put("decide.agree_windows", steadiness.agreeWindows());
        put("decide.of_windows", steadiness.ofWindows());
        put("decide.min_hold_ms", steadiness.minHoldMs());
    }

    /** A long text is known by its beginning and its hash. */
    private void put(String key, @Nullable Object value) {
        String text = String.valueOf(value);
        texts.put(key, text.length() <= MAX_TEXT_CHARS
                ? text
                : text.substring(0, KEPT_CHARS) + "… (sha256 " + hash(text) + ")");
    }

    /** 16 hex digits: the first 8 bytes of SHA-256 over all of it. */
    String hash() {
        return hash(texts.toString());
    }

    private static String hash(String text) {
        return HexFormat.of().toHexDigits(Sha256.first64(text));
    }

    /** Where another one differs, this one's text first; empty when it does not. */
    String differenceTo(Definition expected) {
        Map<String, String> all = new LinkedHashMap<>(texts);
        all.putAll(expected.texts);
        StringBuilder differences = new StringBuilder();
        for (String key : all.keySet()) {
            String found = texts.getOrDefault(key, "none");
            String wanted = expected.texts.getOrDefault(key, "none");
            if (!found.equals(wanted)) {
                differences.append(differences.isEmpty() ? "" : "; ").append(key).append(" found ").append(found);
                differences.append(", expected ").append(wanted);
            }
        }
        return differences.toString();
    }
}
