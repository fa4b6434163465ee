package io.twinbit.app.config;

import io.twinbit.flow.decode.DecoderSpec;
import io.twinbit.flow.decode.NumberType;
import io.twinbit.flow.signal.StreamSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code [pipeline.decode]}: the keys that every format has, and those of the one that is chosen. */
final class DecodeReader {
    private static final long MAX_INTERVAL_US = 24L * 3600 * 1_000_000;
    private static final int MAX_PAYLOAD_BYTES = 1 << 24;

    private enum Format {
        JSON,
        CSV,
        BINARY
    }

    private final Section section;

    DecodeReader(Section section) {
        this.section = section;
    }

    DecoderSpec read() {
        Format format = section.choice("format", Format.JSON);
        section.require("features", "an array of texts, a name for each value of a sample");
        StreamSpec stream = new StreamSpec(
                section.texts("features"), section.requiredInteger("sample_interval_us", 1, MAX_INTERVAL_US));
        int maxPayloadBytes = (int) section.integer("max_payload_bytes", 65_536, 1, MAX_PAYLOAD_BYTES);
        DecoderSpec spec = switch (format) {
            case JSON -> new DecoderSpec.Json(
                    stream, maxPayloadBytes, section.text("values", ""), timestamp(), sequence());
            case CSV -> new DecoderSpec.Csv(stream, maxPayloadBytes, columns(), timestamp(), sequence());
            case BINARY -> new DecoderSpec.Binary(stream, maxPayloadBytes, type(), (float) scale());
        };
        section.onlyFor("values", format == Format.JSON, "format = \"json\"");
        section.onlyFor("columns", format == Format.CSV, "format = \"csv\"");
        section.onlyFor("type", format == Format.BINARY, "format = \"binary\"");
        section.onlyFor("scale", format == Format.BINARY, "format = \"binary\"");
        section.onlyFor("timestamp", format != Format.BINARY, "format = \"json\" and \"csv\"");
        section.onlyFor("sequence", format != Format.BINARY, "format = \"json\" and \"csv\"");
        section.reportUnknownKeys();
        return spec;
    }

    private @Nullable String timestamp() {
        return section.text("timestamp");
    }

    private @Nullable String sequence() {
        return section.text("sequence");
    }

    private List<String> columns() {
        section.require("columns", "an array of texts, a name for each cell of a line");
        return section.texts("columns");
    }

    private NumberType type() {
        section.require("type", "one of [int16, int32, float32]");
        return section.choice("type", NumberType.INT16);
    }

    private double scale() {
        return section.number("scale", 1, -Float.MAX_VALUE, Float.MAX_VALUE);
    }
}
