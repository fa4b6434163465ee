package io.twinbit.flow.decode;

import io.twinbit.flow.signal.Samples;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** JSON with the values, the timestamp and the sequence number at configured paths; read as a stream, once. */
final class JsonDecoder implements Decoder {
    /** NaN and infinities are read, to be refused by their name. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    private static final int MAX_MESSAGE_CHARS = 120;

    private final DecoderSpec.Json spec;
    private final JsonPath paths;
    private final Samples samples;
    private final Decoding.Decoded decoded;

    JsonDecoder(DecoderSpec.Json spec) {
        this.spec = spec;
        this.paths = JsonPath.of(spec);
        this.samples = new Samples(spec.stream().features().size());
        this.decoded = new Decoding.Decoded(samples);
    }

    @Override
    public Decoding decode(byte[] payload) {
        samples.clear();
        try {
            Bounds.checkPayload(payload, spec.maxPayloadBytes());
            Utf8.check(payload);
            read(payload);
            return decoded;
        } catch (Rejection e) {
            return e.malformed();
        }
    }

    private void read(byte[] payload) throws Rejection {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), payload)) {
            new JsonReading(spec, parser, samples).read(paths);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw new Rejection(Cause.MALFORMED, at == null ? 0 : at.getByteOffset(), message(e));
        }
    }

    /** What the parser says, short enough for a log or a page, without its words about the source. */
    static String message(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage()).replaceFirst(" \\(start marker at .*", "");
        return message.length() > MAX_MESSAGE_CHARS ? message.substring(0, MAX_MESSAGE_CHARS) + "…" : message;
    }
}
