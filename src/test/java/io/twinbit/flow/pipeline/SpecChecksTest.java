package io.twinbit.flow.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decide.Steadiness;
import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.decode.NumberType;
import io.twinbit.flow.signal.GapPolicy;
import io.twinbit.flow.signal.Preprocess;
import io.twinbit.flow.signal.StreamSpec;
import io.twinbit.flow.signal.WindowSpec;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.tensor.ElementType;
import io.twinbit.nn.tensor.Quantization;
import io.twinbit.nn.tensor.Shape;
import io.twinbit.nn.tensor.TensorSpec;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpecChecksTest {
    private static final PipelineSpec GOOD = Specs.of(Specs.binary(), Specs.window(4, 2));

    private static List<String> keys(List<PipelineSpec.Problem> problems) {
        return problems.stream().map(PipelineSpec.Problem::key).distinct().toList();
    }

    private static List<String> keysWith(DecoderSpec decoder) {
        return keys(Specs.of(decoder, Specs.window(4, 2)).problems());
    }

    private static List<PipelineSpec.Problem> problems(PipelineSpec spec, Interpreter interpreter) {
        return assertThrows(PipelineSpecException.class, () -> new Pipeline(spec, interpreter, "")).problems();
    }

    @Test
    void aGoodOneHasNone() {
        assertEquals(List.of(), GOOD.problems());
        assertEquals(GOOD, Specs.pipeline(GOOD).spec());
    }

    @Test
    void allProblemsAtOnce() {
        PipelineSpec bad = new PipelineSpec(
                "a b",
                "s/x",
                new PipelineSpec.UserProperties(null, ""),
                List.of("l", "l"),
                new DecoderSpec.Binary(new StreamSpec(List.of("x", "x"), 0), 0, NumberType.INT16, Float.NaN),
                new WindowSpec(0, 0, GapPolicy.HOLD, -1),
                Preprocess.of(new float[] {0}, new float[] {0, -1}),
                new Rule.ArgMax(Float.NaN),
                new Steadiness(-1, 3, 2, -1),
                false,
                new PipelineSpec.Calibration(List.of(1f, 1f), List.of(0f)),
                0,
                -1,
                -1);
        assertEquals(
                List.of("name", "topic", "max_devices", "silence_after_ms", "forget_after_ms", "decode.identity_property", "decode.features",
                        "decode.sample_interval_us", "decode.max_payload_bytes", "decode.scale", "window.size_samples",
                        "window.hop_samples", "window.gap_max_samples", "preprocess.mean", "preprocess.std",
                        "health.calibration_max", "labels", "decide.threshold", "decide.hysteresis", "decide.agree_windows",
                        "decide.min_hold_ms"),
                keys(bad.problems()));
    }

    @Test
    void anEmptyLabelIsRefused() {
        PipelineSpec blank = Specs.with(GOOD, GOOD.rule(), Steadiness.NONE, List.of("a", "", "c", "d"));
        assertEquals(List.of("labels"), keys(blank.problems()));
    }

    @Test
    void decodersNameWhatIsThere() {
        StreamSpec xy = new StreamSpec(List.of("x", "y"), 1);
        List<String> both = List.of("decode.timestamp", "decode.sequence");
        assertEquals(both, twoFeatures(new DecoderSpec.Json(xy, 1, "v", "v", "v.x")));
        assertEquals(both, twoFeatures(new DecoderSpec.Json(xy, 1, "", "y", "")));
        assertEquals(List.of("decode.sequence"), twoFeatures(new DecoderSpec.Json(xy, 1, "v", "t", "t")));
        assertEquals(List.of(), twoFeatures(new DecoderSpec.Json(xy, 1, "v", "x", "v.t")));
        assertEquals(
                List.of("decode.columns", "decode.timestamp", "decode.sequence"),
                twoFeatures(new DecoderSpec.Csv(xy, 1, List.of("x", "x"), "t", "n")));
    }

    private static List<String> twoFeatures(DecoderSpec decoder) {
        return keysWith(decoder).stream().filter(k -> !k.startsWith("preprocess")).toList();
    }

    @Test
    void topicsHaveOnePlaceForTheDevice() {
        for (String good : new String[] {"+", "a/+", "+/a", "a/+/b/c", "$share/g/a/+"}) {
            assertEquals(null, TopicPattern.problem(good, true));
        }
        for (String bad : new String[] {"", "a", "a/+/+", "a+/b", "a/+/#", "a/+/b+", "#", "$share/g/a", "$share/+/a", "$share/g", "$share//+"}) {
            assertTrue(String.valueOf(TopicPattern.problem(bad, true)).contains("expected"), bad);
        }
    }

    @Test
    void withAPropertyForTheDeviceNoLevelNeedBeItsPlace() {
        for (String good : new String[] {"a", "a/b", "+", "a/+/b", "$share/g/a", "$share/g/+/a"}) {
            assertEquals(null, TopicPattern.problem(good, false));
        }
        for (String bad : new String[] {"", "a/+/+", "a+/b", "a/#", "#", "$share/g", "a\0"}) {
            assertTrue(String.valueOf(TopicPattern.problem(bad, false)).contains("expected"), bad);
        }
        TopicPattern whole = TopicPattern.of("$share/g/a/b");
        assertTrue(whole.matches("a/b"));
        assertFalse(whole.matches("a/b/c") || whole.matches("a/") || whole.matches("xa/b"));
    }

    @Test
    void propertiesHaveNamesOfTheirOwnAndOnlyWhereTheyMeanSomething() {
        String long257 = "x".repeat(257);
        assertEquals(List.of("device_property", "decode.identity_property"), keys(properties(GOOD, long257, "").problems()));
        assertEquals(List.of("decode.identity_property"), keys(properties(GOOD, "id", "id").problems()));
        assertEquals(List.of(), keys(properties(GOOD, "device", "id").problems()));
        PipelineSpec numbered = Specs.of(Specs.json(null, "n"), Specs.window(4, 4));
        assertEquals(List.of("decode.identity_property"), keys(properties(numbered, "device", "id").problems()));
        assertEquals(List.of(), keys(properties(numbered, "device", null).problems()));
        assertEquals(Set.of("device", "id"), properties(GOOD, "device", "id").properties().names());
        assertEquals(Set.of(), GOOD.properties().names());
    }

    private static PipelineSpec properties(PipelineSpec spec, @Nullable String device, @Nullable String identity) {
        return Specs.with(spec, spec.topic(), new PipelineSpec.UserProperties(device, identity));
    }

    @Test
    void aSharedTopicMatchesAsItsFilterDoes() {
        TopicPattern pattern = TopicPattern.of("$share/g/a/+/b");
        assertTrue(pattern.matches("a/x/b"));
        assertEquals("x", pattern.level("a/x/b"));
    }

    @Test
    void theNetworkMustFitAndTheErrorHasTheNumbers() {
        List<PipelineSpec.Problem> size = problems(GOOD, Networks.identity(5));
        assertEquals(List.of("window.size_samples", "labels"), keys(size));
        assertTrue(size.getFirst().text().contains("4 samples of 1 decode.features are 4 values, expected the 5"), size.toString());
        assertTrue(size.getLast().text().contains("found 4, expected 5"), size.toString());
    }

    @Test
    void whatANetworkRemembersOfADeviceIsBounded() {
        int most = StateExport.MAX_ENTRY_BYTES / 4;
        assertEquals(GOOD, new Pipeline(GOOD, Networks.withState(4, most), "").spec());
        List<PipelineSpec.Problem> found = problems(GOOD, Networks.withState(4, most + 1));
        assertEquals(List.of("model"), keys(found));
        assertTrue(found.getFirst().text().contains("12582913 bytes of state"), found.toString());
    }

    @Test
    void rulesTakeOutputsOfTheirSize() {
        PipelineSpec regression = Specs.with(GOOD, new Rule.Regression(0, 1), Steadiness.NONE, List.of());
        assertEquals(List.of("decide.rule"), keys(problems(regression, Networks.identity(4))));
        PipelineSpec labelled = Specs.with(GOOD, new Rule.Reconstruction(1), Steadiness.NONE, List.of("a"));
        assertEquals(List.of("labels"), keys(problems(labelled, Networks.identity(4))));
        Interpreter narrow = Networks.of(Networks.int8(4, Networks.UNIT), Networks.int8(2, Networks.UNIT));
        PipelineSpec reconstruction = Specs.with(GOOD, new Rule.Reconstruction(1), Steadiness.NONE, List.of());
        assertEquals(List.of("decide.rule"), keys(problems(reconstruction, narrow)));
        PipelineSpec multi = Specs.with(GOOD, new Rule.MultiLabel(List.of(0.5f)), Steadiness.NONE, GOOD.labels());
        assertEquals(List.of("decide.thresholds"), keys(problems(multi, Networks.identity(4))));
    }

    @Test
    void tensorsAreInt8WithOneScaleOrFloat32() {
        TensorSpec int16 = new TensorSpec("t", ElementType.INT16, Shape.of(4), Networks.UNIT);
        TensorSpec unscaled = Networks.int8(4, Quantization.NONE);
        List<PipelineSpec.Problem> problems = problems(GOOD, Networks.of(int16, unscaled));
        assertEquals(List.of("model"), keys(problems));
        assertEquals(2, problems.size());
        assertTrue(problems.getFirst().toString().startsWith("model: found the input 't' int16 4"), problems.toString());
    }
}
