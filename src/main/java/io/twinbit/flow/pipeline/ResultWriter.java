package io.twinbit.flow.pipeline;

import io.twinbit.flow.decide.Decision;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A result as JSON: section 3 of {@code docs/wire-contract.md}, on one line. */
public final class ResultWriter {
    /** What {@link #json} writes. */
    public static final String CONTENT_TYPE = "application/json";

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int USUAL_BYTES = 1024;

    private ResultWriter() {}

    public static byte[] json(Result result) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("pipeline", result.pipeline());
            json.writeStringProperty("device", result.device());
            write(json, result.decision());
            writeMs(json, "timestamp_ms", result.lastTimestampUs());
            writeMs(json, "first_timestamp_ms", result.firstTimestampUs());
            writeMs(json, "last_timestamp_ms", result.lastTimestampUs());
            write(json, result.outputs());
            write(json, "scores", result.scores());
            json.writeStringProperty("arithmetic_id", result.arithmeticId());
            json.writeStringProperty("message_id", result.messageId());
            write(json, result.health());
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Decision decision) {
        json.writeStringProperty("label", decision.label());
        json.writeName("score");
        write(json, decision.score());
        json.writeStringProperty("window_label", decision.windowLabel());
        List<String> labels = decision.labels();
        if (labels != null) {
            json.writeArrayPropertyStart("labels");
            labels.forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeBooleanProperty("changed", decision.changed());
    }

    /** Microseconds as milliseconds with one to three decimals, exact, never with an exponent. */
    private static void writeMs(JsonGenerator json, String name, long us) {
        StringBuilder text = new StringBuilder().append(us < 0 ? "-" : "").append(Math.abs(us / 1000)).append('.');
        text.append("%03d".formatted(Math.abs(us % 1000)));
        while (text.charAt(text.length() - 1) == '0' && text.charAt(text.length() - 2) != '.') {
            text.setLength(text.length() - 1);
        }
        json.writeName(name);
        json.writeNumber(text.toString());
    }

    private static void write(JsonGenerator json, int @Nullable [] outputs) {
        if (outputs != null) {
            json.writeName("outputs");
            json.writeArray(outputs, 0, outputs.length);
        }
    }

    private static void write(JsonGenerator json, String name, float @Nullable [] values) {
        if (values != null) {
            json.writeArrayPropertyStart(name);
            for (float value : values) {
                write(json, value);
            }
            json.writeEndArray();
        }
    }

    /** JSON has no NaN and no infinity: null instead. */
    private static void write(JsonGenerator json, float value) {
        if (Float.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private static void write(JsonGenerator json, Health health) {
        json.writeObjectPropertyStart("health");
        write(json, "clipped_pct", health.clippedPct());
        json.writeArrayPropertyStart("stuck");
        for (boolean stuck : health.stuck()) {
            json.writeBoolean(stuck);
        }
        json.writeEndArray();
        write(json, "out_of_range_pct", health.outOfRangePct());
        json.writeEndObject();
    }
}
