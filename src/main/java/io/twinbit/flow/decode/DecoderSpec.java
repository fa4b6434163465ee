package io.twinbit.flow.decode;

import io.twinbit.flow.signal.StreamSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a payload's bytes are samples: the {@code [pipeline.decode]} of the configuration. */
public sealed interface DecoderSpec {
    /** Most samples in one message, whatever the format. */
    int MAX_SAMPLES = 65_536;

    StreamSpec stream();

    /** A larger payload is not looked into. */
    int maxPayloadBytes();

    /** Whether a device's own numbers or times tell what is missing and what came before. */
    default boolean tellsGaps() {
        return switch (this) {
            case Json json -> json.timestamp() != null || json.sequence() != null;
            case Csv csv -> csv.timestamp() != null || csv.sequence() != null;
            case Binary _ -> false;
        };
    }

    /**
     * One sample or several in a JSON text.
     *
     * @param values dotted path to the values; empty: the whole payload
     * @param timestamp dotted path to a number of milliseconds, the time of the first sample
     * @param sequence dotted path to an integer
     */
    record Json(
            StreamSpec stream,
            int maxPayloadBytes,
            String values,
            @Nullable String timestamp,
            @Nullable String sequence)
            implements DecoderSpec {}

    /**
     * One sample a line.
     *
     * @param columns names of the cells of a line, among them the features
     * @param timestamp column of a line's time in milliseconds
     * @param sequence column of an integer, of which the first line's counts
     */
    record Csv(
            StreamSpec stream,
            int maxPayloadBytes,
            List<String> columns,
            @Nullable String timestamp,
            @Nullable String sequence)
            implements DecoderSpec {
        public Csv {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Numbers one after the other, interleaved by sample.
     *
     * @param scale factor of every number, in float32
     */
    record Binary(StreamSpec stream, int maxPayloadBytes, NumberType type, float scale) implements DecoderSpec {}
}
