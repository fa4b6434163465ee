package io.twinbit.flow.decode;

final class CsvDecoder implements Decoder {
    private final DecoderSpec.Csv spec;

    CsvDecoder(DecoderSpec.Csv spec) {
        this.spec = spec;
    }

    @Override
    public Decoding decode(byte[] payload) {
        throw new UnsupportedOperationException(spec.toString());
    }
}
