package io.twinbit.flow.decode;

import io.twinbit.flow.signal.Samples;
import io.twinbit.flow.signal.StreamSpec;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.csv.CsvFactory;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * One sample a line, columns as configured. A first line whose first cell is not a number is a header and is skipped.
 *
 * <p>The bytes are proved to be UTF-8 and then read one character a byte: what matters of them is ASCII, and so the
 * parser's offset of a character is that of the byte.
 */
final class CsvDecoder implements Decoder {
    private static final CsvFactory FACTORY = CsvFactory.builder()
            .enable(CsvReadFeature.TRIM_SPACES, CsvReadFeature.SKIP_EMPTY_LINES)
            .build();
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final StreamSpec stream;
    private final int maxPayloadBytes;
    private final List<String> columns;
    private final int[] featureOfColumn; // -1: none
    private final int timestampColumn; // -1: none
    private final int sequenceColumn; // -1: none
    private final float[] line; // (features)
    private final Samples samples;
    private final Decoding.Decoded decoded;

    CsvDecoder(DecoderSpec.Csv spec) {
        this.stream = spec.stream();
        this.maxPayloadBytes = spec.maxPayloadBytes();
        this.columns = spec.columns();
        this.featureOfColumn = columns.stream().mapToInt(stream.features()::indexOf).toArray();
        this.timestampColumn = spec.timestamp() == null ? -1 : columns.indexOf(spec.timestamp());
        this.sequenceColumn = spec.sequence() == null ? -1 : columns.indexOf(spec.sequence());
        this.line = new float[stream.features().size()];
        this.samples = new Samples(line.length);
        this.decoded = new Decoding.Decoded(samples);
    }

    @Override
    public Decoding decode(byte[] payload) {
        samples.clear();
        try {
            Bounds.checkPayload(payload, maxPayloadBytes);
            Utf8.check(payload);
            int start = Arrays.mismatch(payload, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length ? BYTE_ORDER_MARK.length : 0;
            readText(new String(payload, start, payload.length - start, StandardCharsets.ISO_8859_1), start);
            return decoded;
        } catch (Rejection e) {
            return e.malformed();
        }
    }

    private void readText(String text, int start) throws Rejection {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), new StringReader(text))) {
            new Lines(parser, start).read();
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw new Rejection(Cause.MALFORMED, start + (at == null ? 0 : at.getCharOffset()), JsonDecoder.message(e));
        }
        if (samples.count() == 0) {
            throw new Rejection(Cause.WRONG_COUNT, text.length(), "found no sample, expected at least one line");
        }
    }

    /** One reading of one payload. The parser gives each line as an array of texts. */
    private final class Lines {
        private final JsonParser parser;
        private final int start;

        Lines(JsonParser parser, int start) {
            this.parser = parser;
            this.start = start;
        }

        void read() throws Rejection {
            boolean first = true;
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                String cell = parser.nextToken() == JsonToken.END_ARRAY ? "" : parser.getString();
                if (first && !Numbers.looksNumeric(cell)) {
                    skipLine();
                } else {
                    readLine();
                }
                first = false;
            }
        }

        private void skipLine() {
            while (parser.currentToken() != JsonToken.END_ARRAY) {
                parser.nextToken();
            }
        }

        private void readLine() throws Rejection {
            int column = 0;
            for (; parser.currentToken() != JsonToken.END_ARRAY; parser.nextToken()) {
                if (column < columns.size()) {
                    readCell(column);
                }
                column++;
            }
            if (column != columns.size()) {
                throw new Rejection(Cause.WRONG_COUNT, offset(),
                        "found " + column + " cells, expected " + columns.size() + " (decode.columns)");
            }
            Bounds.checkSamples(samples.count() + 1, offset());
            for (float value : line) {
                samples.add(value);
            }
        }

        private void readCell(int column) throws Rejection {
            if (featureOfColumn[column] >= 0) {
                line[featureOfColumn[column]] = Numbers.float32(decimal(), offset());
            }
            if (column == timestampColumn) {
                samples.stamp(samples.count(), Numbers.microseconds(decimal(), offset()));
            }
            if (column == sequenceColumn && samples.count() == 0) {
                samples.sequence(Numbers.sequence(decimal(), offset()));
            }
        }

        private String decimal() throws Rejection {
            String text = parser.getString();
            Numbers.requireDecimal(text, offset());
            return text;
        }

        private long offset() {
            return start + parser.currentTokenLocation().getCharOffset();
        }
    }
}
