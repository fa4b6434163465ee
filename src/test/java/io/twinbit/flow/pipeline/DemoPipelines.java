package io.twinbit.flow.pipeline;

import io.twinbit.app.config.ModelFile;
import io.twinbit.app.config.ProfileStore;
import io.twinbit.flow.decide.Rule;
import io.twinbit.flow.decide.Steadiness;
import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.decode.NumberType;
import io.twinbit.flow.signal.GapPolicy;
import io.twinbit.flow.signal.Preprocess;
import io.twinbit.flow.signal.StreamSpec;
import io.twinbit.flow.signal.WindowSpec;
import io.twinbit.nn.engine.Interpreter;
import io.twinbit.nn.lower.Lowering;
import io.twinbit.nn.lower.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The two demo networks with what their cards say of their input.
 *
 * @param columns of the features in the recording
 */
record DemoPipelines(String name, List<String> columns, long sampleIntervalUs, WindowSpec window, Preprocess preprocess) {
    static final DemoPipelines VIBRATION = new DemoPipelines(
            "machine-vibration",
            List.of("ax_g", "ay_g", "az_g"),
            625,
            new WindowSpec(256, 160, GapPolicy.RESET, 0),
            Preprocess.none(3));

    static final DemoPipelines OCCUPANCY = new DemoPipelines(
            "room-occupancy",
            List.of("temperature_cel", "humidity_percent", "light_lx", "co2_ppm", "humidity_ratio_kg_per_kg"),
            60_000_000,
            new WindowSpec(10, 1, GapPolicy.RESET, 0),
            Preprocess.of(
                    new float[] {20.62f, 25.73f, 119.5f, 606.5f, 0.003863f},
                    new float[] {1.02f, 5.53f, 195.0f, 314.0f, 0.000852f}));

    /** One line of the recording as text, as the device would write it. */
    record Row(String timeMs, List<String> values) {
        long timeUs() {
            return Math.round(Double.parseDouble(timeMs) * 1000);
        }
    }

    static DemoPipelines of(String name) {
        return name.equals(VIBRATION.name) ? VIBRATION : OCCUPANCY;
    }

    Path folder() {
        return Path.of("demo", name);
    }

    List<String> lines(String file) {
        try {
            return Files.readAllLines(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String line : lines("recording.csv").subList(1, lines("recording.csv").size())) {
            List<String> cells = List.of(line.split(",", -1));
            rows.add(new Row(cells.getFirst(), cells.subList(1, cells.size())));
        }
        return rows;
    }

    StreamSpec stream() {
        return new StreamSpec(columns, sampleIntervalUs);
    }

    DecoderSpec json() {
        return new DecoderSpec.Json(stream(), 1 << 20, "d", "t", null);
    }

    DecoderSpec csv() {
        List<String> all = new ArrayList<>(List.of("t_ms"));
        all.addAll(columns);
        return new DecoderSpec.Csv(stream(), 1 << 20, all, "t_ms", null);
    }

    DecoderSpec binary() {
        return new DecoderSpec.Binary(stream(), 1 << 20, NumberType.FLOAT32, 1);
    }

    Program program() {
        try {
            return Lowering.lower(
                    ModelFile.read(folder().resolve("model_int8.tflite")), ProfileStore.find("tflm-reference"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Pipeline pipeline(DecoderSpec decoder) {
        Program program = program();
        PipelineSpec spec = new PipelineSpec(
                name,
                "sensors/+/data",
                PipelineSpec.UserProperties.NONE,
                lines("labels.txt"),
                decoder,
                window,
                preprocess,
                new Rule.ArgMax(0),
                Steadiness.NONE,
                true,
                null,
                10,
                0,
                0);
        return new Pipeline(spec, new Interpreter(program), program.arithmeticId());
    }
}
