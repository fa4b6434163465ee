package io.twinbit.flow.decode;

/** Payload bytes to samples. Never throws for any bytes; one thread at a time. */
public sealed interface Decoder permits BinaryDecoder, CsvDecoder, JsonDecoder {
    Decoding decode(byte[] payload);

    static Decoder of(DecoderSpec spec) {
        return switch (spec) {
            case DecoderSpec.Json json -> new JsonDecoder(json);
            case DecoderSpec.Csv csv -> new CsvDecoder(csv);
            case DecoderSpec.Binary binary -> new BinaryDecoder(binary);
        };
    }
}
