package io.twinbit.flow.pipeline;

import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decide.Steadiness;
import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.decode.NumberType;
import io.twinbit.flow.signal.GapPolicy;
import io.twinbit.flow.signal.Preprocess;
import io.twinbit.flow.signal.StreamSpec;
import io.twinbit.flow.signal.WindowSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Specifications for the tests of the pipeline: one that is good, and copies with something else. */
final class Specs {
    static final long INTERVAL_US = 1_000;
    static final StreamSpec X = new StreamSpec(List.of("x"), INTERVAL_US);

    private Specs() {}

    static DecoderSpec json(@Nullable String timestamp, @Nullable String sequence) {
        return new DecoderSpec.Json(X, 65_536, "x", timestamp, sequence);
    }

    static DecoderSpec csv() {
        return new DecoderSpec.Csv(X, 65_536, List.of("t", "x"), "t", null);
    }

    static DecoderSpec binary() {
        return new DecoderSpec.Binary(X, 65_536, NumberType.INT16, 1);
    }

    static WindowSpec window(int size, int hop) {
        return new WindowSpec(size, hop, GapPolicy.RESET, 0);
    }

    /** Made for {@link Networks#identity} of the window's size. */
    static PipelineSpec of(DecoderSpec decoder, WindowSpec window) {
        return new PipelineSpec(
                "p",
                "s/+/x",
                PipelineSpec.UserProperties.NONE,
                labels(window.sizeSamples()),
                decoder,
                window,
                Preprocess.none(1),
                new Rule.ArgMax(0),
                Steadiness.NONE,
                false,
                null,
                1000,
                0,
                0);
    }

    static List<String> labels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "l" + i).toList();
    }

    static PipelineSpec with(PipelineSpec s, Rule rule, Steadiness steadiness, List<String> labels) {
        return new PipelineSpec(s.name(), s.topic(), s.properties(), labels, s.decoder(), s.window(), s.preprocess(), rule, steadiness,
                s.scores(), s.calibration(), s.maxDevices(), s.silenceAfterMs(), s.forgetAfterMs());
    }

    static PipelineSpec with(PipelineSpec s, int maxDevices, long silenceAfterMs, long forgetAfterMs) {
        return new PipelineSpec(s.name(), s.topic(), s.properties(), s.labels(), s.decoder(), s.window(), s.preprocess(), s.rule(),
                s.steadiness(), s.scores(), s.calibration(), maxDevices, silenceAfterMs, forgetAfterMs);
    }

    static PipelineSpec with(PipelineSpec s, Preprocess preprocess, boolean scores, PipelineSpec.@Nullable Calibration c) {
        return new PipelineSpec(s.name(), s.topic(), s.properties(), s.labels(), s.decoder(), s.window(), preprocess, s.rule(),
                s.steadiness(), scores, c, s.maxDevices(), s.silenceAfterMs(), s.forgetAfterMs());
    }

    static PipelineSpec with(PipelineSpec s, String topic, PipelineSpec.UserProperties properties) {
        return new PipelineSpec(s.name(), topic, properties, s.labels(), s.decoder(), s.window(), s.preprocess(), s.rule(),
                s.steadiness(), s.scores(), s.calibration(), s.maxDevices(), s.silenceAfterMs(), s.forgetAfterMs());
    }

    /** Over a {@link Networks#identity}. */
    static Pipeline pipeline(PipelineSpec spec) {
        return new Pipeline(spec, Networks.identity(elements(spec)), "tba1-0");
    }

    /** Over a {@link Networks#delay}. */
    static Pipeline delayed(PipelineSpec spec) {
        return new Pipeline(spec, Networks.delay(elements(spec)), "tba1-d");
    }

    private static int elements(PipelineSpec spec) {
        return spec.window().sizeSamples() * spec.decoder().stream().features().size();
    }
}
