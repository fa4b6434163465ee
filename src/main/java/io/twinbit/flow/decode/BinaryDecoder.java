package io.twinbit.flow.decode;

final class BinaryDecoder implements Decoder {
    private final DecoderSpec.Binary spec;

    BinaryDecoder(DecoderSpec.Binary spec) {
        this.spec = spec;
    }

    @Override
    public Decoding decode(byte[] payload) {
        throw new UnsupportedOperationException(spec.toString());
    }
}
