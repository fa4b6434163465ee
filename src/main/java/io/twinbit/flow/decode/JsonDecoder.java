package io.twinbit.flow.decode;

final class JsonDecoder implements Decoder {
    private final DecoderSpec.Json spec;

    JsonDecoder(DecoderSpec.Json spec) {
        this.spec = spec;
    }

    @Override
    public Decoding decode(byte[] payload) {
        throw new UnsupportedOperationException(spec.toString());
    }
}
